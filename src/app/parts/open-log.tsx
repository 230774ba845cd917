import { logsLink } from '../../history/console-links.ts'
import { parseLogGroupArn } from '../../history/log-group-arn.ts'
import { Icon } from '../../kit/icons.tsx'

/** The way to a log group in AWS's console; nothing where it is not told. */
export function OpenLog({ groupArn = '' }: { readonly groupArn: string | undefined }) {
  const group = parseLogGroupArn(groupArn)
  const href = group && logsLink(group, group.name)
  if (href === undefined) return null
  return (
    <a className="sfn-action" href={href} target="_blank" rel="noreferrer noopener">
      Open the log <Icon name="external" size={14} />
    </a>
  )
}
