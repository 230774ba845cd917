import type { ReactNode } from 'react'
import { Notice } from '../../kit/notice.tsx'
import { OWN_COMMANDS } from '../../protocol/gateway-codes.ts'
import type { Gateway } from '../../state/use-gateway.ts'
import { Command } from '../parts/command.tsx'

/** What reading from AWS needs that is not there; nothing where all is well. */
export function GatewayNotice({ gateway }: { readonly gateway: Gateway }) {
  if (gateway.state === 'absent') {
    return (
      <GatewayWords tone="info" title="Reading from AWS needs the gateway" command={`npx ${OWN_COMMANDS.open}`}>
        This page comes from a static host and cannot reach AWS: files and samples open all the same. To open an ARN,
        run the tool on your machine; it signs the calls with your own credentials.
      </GatewayWords>
    )
  }
  if (gateway.state === 'locked') {
    return (
      <GatewayWords tone="warning" title="This browser has no key for the gateway" command={OWN_COMMANDS.open}>
        Only the person who started the gateway may use their AWS credentials. Run this in a terminal; it opens the page
        with your key.
      </GatewayWords>
    )
  }
  if (gateway.error === undefined) return null
  const { message, whatToDo, copy } = gateway.error
  return (
    <GatewayWords tone="warning" title={message} command={copy}>
      {whatToDo}
    </GatewayWords>
  )
}

interface NoticeProps {
  readonly tone: 'info' | 'warning'
  readonly title: string
  readonly command: string | undefined
  readonly children: ReactNode
}

/** A quiet notice: the page works without what it speaks of, so it must not outshout the input above it. */
function GatewayWords({ tone, title, command, children }: NoticeProps) {
  return (
    <section aria-label={title}>
      <Notice tone={tone} title={title} action={command !== undefined && <Command text={command} />}>
        <p>{children}</p>
      </Notice>
    </section>
  )
}
