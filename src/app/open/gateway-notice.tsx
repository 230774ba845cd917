import type { ReactNode } from 'react'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Icon } from '../../kit/icons.tsx'
import { OWN_COMMANDS } from '../../protocol/gateway-codes.ts'
import type { Gateway } from '../../state/use-gateway.ts'

/** What reading from AWS needs that is not there; nothing where all is well. */
export function GatewayNotice({ gateway }: { readonly gateway: Gateway }) {
  if (gateway.state === 'absent') {
    return (
      <Notice tone="info" title="Reading from AWS needs the gateway" command={`npx ${OWN_COMMANDS.open}`}>
        This page comes from a static host and cannot reach AWS: files and samples open all the same. To open an ARN,
        run the tool on your machine; it signs the calls with your own credentials.
      </Notice>
    )
  }
  if (gateway.state === 'locked') {
    return (
      <Notice tone="warning" title="This browser has no key for the gateway" command={OWN_COMMANDS.open}>
        Only the person who started the gateway may use their AWS credentials. Run this in a terminal; it opens the page
        with your key.
      </Notice>
    )
  }
  if (gateway.error === undefined) return null
  const { message, whatToDo, copy } = gateway.error
  return (
    <Notice tone="warning" title={message} command={copy}>
      {whatToDo}
    </Notice>
  )
}

interface NoticeProps {
  readonly tone: 'info' | 'warning'
  readonly title: string
  readonly command: string | undefined
  readonly children: ReactNode
}

/** A quiet notice: the page works without what it speaks of, so it must not outshout the input above it. */
function Notice({ tone, title, command, children }: NoticeProps) {
  return (
    <section className={`sfn-notice sfn-notice-${tone}`} aria-label={title}>
      <Icon name={tone === 'info' ? 'info' : 'alert'} />
      <div>
        <b>{title}</b>
        <p>{children}</p>
      </div>
      {command !== undefined && (
        <span className="sfn-command">
          <code className="sfn-mono">{command}</code>
          <CopyButton label="Copy" ariaLabel={`Copy ${command}`} text={() => command} />
        </span>
      )}
    </section>
  )
}
