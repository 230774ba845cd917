import { Icon } from '../../kit/icons.tsx'

/** Leads to the same thing in AWS's console; nothing where it has no place there. */
export function ConsoleLink({ href }: { readonly href: string | undefined }) {
  if (href === undefined) return null
  return (
    <a className="sfn-action sfn-action-framed" href={href} target="_blank" rel="noreferrer noopener">
      Open in console <Icon name="external" size={14} />
    </a>
  )
}
