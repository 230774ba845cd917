import Box from '@cloudscape-design/components/box'
import Modal from '@cloudscape-design/components/modal'
import { Fragment } from 'react'
import { SHORTCUTS, type ShortcutGroup } from './keys.ts'

interface HelpSheetProps {
  readonly visible: boolean
  /** Whether single-letter keys are on, so that the sheet does not promise what is switched off. */
  readonly singleKeys: boolean
  readonly onDismiss: () => void
}

/** Everything keyboard and pointer can do, on one sheet. */
export function HelpSheet({ visible, singleKeys, onDismiss }: HelpSheetProps) {
  return (
    <Modal visible={visible} onDismiss={onDismiss} header="Keyboard and pointer" size="large" closeAriaLabel="Close">
      {!singleKeys && (
        <Box variant="p" margin={{ bottom: 's' }}>
          Single-letter keys are switched off in the preferences; arrows, Enter and Esc work all the same.
        </Box>
      )}
      <div className="chart-help">
        {SHORTCUTS.map(group => (
          <Group key={group.title} group={group} />
        ))}
      </div>
    </Modal>
  )
}

function Group({ group }: { readonly group: ShortcutGroup }) {
  return (
    <section>
      <h3 className="chart-help-title">{group.title}</h3>
      <dl className="chart-help-list">
        {group.shortcuts.map(shortcut => (
          <Fragment key={shortcut.does + shortcut.keys.join()}>
            <dt>
              {shortcut.keys.map(key => (
                <kbd key={key} className="chart-kbd">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{shortcut.does}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  )
}
