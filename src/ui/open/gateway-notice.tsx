import Alert from '@cloudscape-design/components/alert'
import type { Gateway } from '../../state/use-gateway.ts'
import { CopyButton } from '../copy-button.tsx'

/** What reading from AWS needs that is not there; nothing where all is well. */
export function GatewayNotice({ gateway }: { readonly gateway: Gateway }) {
  if (gateway.state === 'absent') {
    return (
      <Alert type="info" statusIconAriaLabel="Info" header="Reading from AWS needs the gateway">
        This page comes from a static host and cannot reach AWS: files and samples open all the same. To open an ARN,
        run the tool on your machine; it signs the calls with your own credentials. <Command text="npx sfn-timeline" />
      </Alert>
    )
  }
  if (gateway.state === 'locked') {
    return (
      <Alert type="warning" statusIconAriaLabel="Warning" header="This browser has no token for the gateway">
        Only the person who started the gateway may use their AWS credentials. Run this in a terminal; it opens the page
        with your token. <Command text="sfn-timeline" />
      </Alert>
    )
  }
  if (gateway.error === undefined) return null
  const { message, whatToDo, copy } = gateway.error
  return (
    <Alert type="warning" statusIconAriaLabel="Warning" header={message}>
      {whatToDo} {copy !== undefined && <Command text={copy} />}
    </Alert>
  )
}

function Command({ text }: { readonly text: string }) {
  return (
    <span className="sfn-command">
      <code className="sfn-mono">{text}</code>
      <CopyButton label="Copy" ariaLabel={`Copy ${text}`} text={() => text} />
    </span>
  )
}
