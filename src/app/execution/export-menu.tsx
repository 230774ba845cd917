import { historyJson, safeFileName } from '../../export/export-history.ts'
import { forestJson, isMoreThanOne } from '../../export/forest-json.ts'
import { outlineText } from '../../export/outline-text.ts'
import type { Forest } from '../../forest/forest.ts'
import { MenuButton } from '../../kit/menu-button.tsx'
import { saveFile } from '../../kit/save-file.ts'
import type { ExecutionView, LoadProgress } from '../../loading/execution-view.ts'
import { formatCount } from '../../words/format-count.ts'

/** What an export of what is here would lack; undefined where it is whole. */
function lackingWords({ phase, loadedEvents, totalEvents, payloadShare }: LoadProgress): string | undefined {
  if (phase !== 'complete' && phase !== 'following') {
    return `${formatCount(loadedEvents)} of ${totalEvents === undefined ? 'all' : formatCount(totalEvents)} events are loaded`
  }
  const absent = Math.round((1 - payloadShare) * loadedEvents)
  return absent === 0
    ? undefined
    : `payloads of ${formatCount(absent)} of ${formatCount(loadedEvents)} events are not loaded`
}

interface ExportMenuProps {
  readonly view: ExecutionView
  /** Undefined where nothing below it can be had. */
  readonly forest: Forest | undefined
  readonly name: string
}

/** What is loaded, as files. */
export function ExportMenu({ view, forest, name }: ExportMenuProps) {
  const { tree, progress } = view
  const lacking = lackingWords(progress)
  const base = safeFileName(name)
  return (
    <MenuButton
      label="Export"
      icon="download"
      items={[
        {
          text: `History (JSON, ${lacking === undefined ? 'as the AWS CLI writes it' : `partial: ${lacking}`})`,
          disabled: tree === undefined,
          onSelect: () =>
            tree !== undefined &&
            saveFile(
              `${base}${lacking === undefined ? '' : '-partial'}.json`,
              historyJson(tree, lacking),
              'application/json',
            ),
        },
        ...(forest !== undefined && isMoreThanOne(forest)
          ? [
              {
                text: 'With all below that is read (JSON, opens here again)',
                onSelect: () =>
                  saveFile(`${base}-forest.json`, [...forestJson(forest, lacking)].join(''), 'application/json'),
              },
            ]
          : []),
        {
          text: 'Outline (text)',
          disabled: tree === undefined,
          onSelect: () => tree !== undefined && saveFile(`${base}.txt`, outlineText(tree), 'text/plain'),
        },
      ]}
    />
  )
}
