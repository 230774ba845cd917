import { Icon } from '../../kit/icons.tsx'

interface ConsoleActionProps {
  readonly text: string
  readonly href: string | undefined
  readonly title?: string
}

/** Leads into AWS's console; nothing where it has no place there. */
export function ConsoleAction({ text, href, title }: ConsoleActionProps) {
  if (href === undefined) return null
  return (
    <a className="sfn-action" href={href} title={title} target="_blank" rel="noreferrer noopener">
      {text} <Icon name="external" size={12} />
    </a>
  )
}
