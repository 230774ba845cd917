import { useId, useState } from 'react'
import { memberOf } from '../history/json-value.ts'

import { Segments, Switch } from '../kit/controls.tsx'
import { Dialog } from '../kit/dialog.tsx'
import type { Preferences } from '../state/preferences.ts'
import type { Gateway } from '../state/use-gateway.ts'
import { KeptSection } from './kept-section.tsx'
import { KeyCaps } from './key-caps.tsx'
import { GatewayNotice } from './open/gateway-notice.tsx'
import { LogsSwitch } from './parts/logs-switch.tsx'
import { SHORTCUTS } from './shortcuts.ts'
import './settings-dialog.css'

interface SettingsDialogProps {
  /** What the person came for. */
  readonly at: 'top' | 'kept'
  /** Undefined in a file that was shared: it asks nobody. */
  readonly gateway: Gateway | undefined
  readonly account: string | undefined
  readonly preferences: Preferences
  readonly onPreferences: (patch: Partial<Preferences>) => void
  readonly onClose: () => void
}

interface GatewaySettings {
  readonly gateway: Gateway
  readonly account: string | undefined
}

const SHARED_WORDS =
  'This is a file that was shared. It holds all that it shows, and sends nothing and loads nothing from anywhere.'

/** Help and settings on one sheet: as whom AWS is read, what is kept, how the page looks, what the keys do. */
export default function SettingsDialog(props: SettingsDialogProps) {
  const { gateway, preferences, onPreferences } = props
  return (
    <Dialog title="Help and settings" onClose={props.onClose}>
      <div className="sfn-settings">
        <section>
          <h3>AWS</h3>
          {gateway === undefined ? <p>{SHARED_WORDS}</p> : <GatewayNotice gateway={gateway} />}
          {gateway?.state === 'ready' && <ProfileChoice account={props.account} gateway={gateway} />}
        </section>
        {gateway?.state === 'ready' && <LogsSection account={props.account} gateway={gateway} />}
        <section>
          <h3>Appearance</h3>
          <Segments
            label="Theme"
            options={[
              { id: 'system', text: 'System' },
              { id: 'light', text: 'Light' },
              { id: 'dark', text: 'Dark' },
            ]}
            selected={preferences.theme}
            onSelect={theme => onPreferences({ theme })}
          />
          <Segments
            label="Times, where a link does not say"
            options={[
              { id: 'relative', text: 'Relative' },
              { id: 'utc', text: 'UTC' },
              { id: 'local', text: 'Local' },
            ]}
            selected={preferences.timeMode}
            onSelect={timeMode => onPreferences({ timeMode })}
          />
          <Switch
            label="Single-letter keys"
            on={preferences.singleKeys}
            onChange={singleKeys => onPreferences({ singleKeys })}
          />
        </section>
        <KeptSection shown={props.at === 'kept'} />
        <section>
          <h3>Keyboard and pointer</h3>
          <div className="sfn-shortcuts">
            {SHORTCUTS.map(group => (
              <dl key={group.title}>
                <dt className="sfn-shortcut-group">{group.title}</dt>
                {group.shortcuts.map(shortcut => (
                  <dd key={shortcut.does}>
                    <KeyCaps keys={shortcut.keys} /> {shortcut.does}
                  </dd>
                ))}
              </dl>
            ))}
          </div>
        </section>
      </div>
    </Dialog>
  )
}

/** What reading logs adds, what it reads, and the switch: of the account that is open and of those where it is on. */
function LogsSection({ gateway, account }: GatewaySettings) {
  const on = gateway.status?.logs.accounts ?? []
  const accounts = account === undefined || on.includes(account) ? on : [account, ...on]
  return (
    <section>
      <h3>CloudWatch Logs</h3>
      <p className="sfn-muted">
        With it Express executions open by their ARN. It takes <code>logs:FilterLogEvents</code> and{' '}
        <code>lambda:GetFunctionConfiguration</code>, and reads only the log groups that a state machine or a function
        names as its own. Off, nothing is asked of them.
      </p>
      {accounts.length === 0 && <p className="sfn-muted">Open an execution to switch it on for its account.</p>}
      {accounts.map(each => (
        <LogsSwitch key={each} gateway={gateway} account={each} />
      ))}
    </section>
  )
}

function ProfileChoice({ gateway, account }: GatewaySettings) {
  const id = useId()
  const [problem, setProblem] = useState<string>()
  const { profiles, status } = gateway
  if (profiles === undefined) return <p className="sfn-muted">Reading the profiles of this machine…</p>
  const serving = status?.accounts ?? []
  return (
    <>
      {account !== undefined && (
        <div className="sfn-setting-row">
          <label htmlFor={id}>Profile for account {account}</label>
          <select
            id={id}
            value={memberOf(profiles.chosen, account) ?? ''}
            disabled={profiles.fixed !== null}
            onChange={event => {
              const profile = event.target.value === '' ? null : event.target.value
              gateway.choose(account, profile).then(
                () => setProblem(undefined),
                (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
              )
            }}
          >
            <option value="">The one that matches the account</option>
            {profiles.profiles.map(profile => (
              <option key={profile.name} value={profile.name}>
                {[profile.name, profile.account, profile.region].filter(part => part !== null).join(' · ')}
              </option>
            ))}
          </select>
        </div>
      )}
      {profiles.fixed !== null && (
        <p className="sfn-muted">
          {profiles.fixed.by} says {profiles.fixed.profile}: it has the last word.
        </p>
      )}
      {problem !== undefined && <p role="alert">{problem}</p>}
      {serving.length > 0 && (
        <ul className="sfn-accounts">
          {serving.map(({ account: served, profile, because, regions }) => (
            <li key={served}>
              Account {served}: {profile ?? 'default credentials'} ({because}) · {regions.join(', ')}
            </li>
          ))}
        </ul>
      )}
      {status !== undefined && (
        <p className="sfn-muted">
          Since the gateway started: {status.requests.sent} requests to AWS, {status.requests.coalesced} saved by asking
          once, {status.requests.throttled} throttled, {status.requests.failed} failed.
        </p>
      )}
    </>
  )
}
