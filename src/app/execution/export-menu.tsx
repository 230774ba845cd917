import { historyJson, safeFileName } from '../../export/export-history.ts'
import { outlineText } from '../../export/outline-text.ts'
import { MenuButton } from '../../kit/menu-button.tsx'
import { saveFile } from '../../kit/save-file.ts'
import type { ExecutionView } from '../../loading/execution-view.ts'

interface ExportMenuProps {
  readonly view: ExecutionView
  readonly name: string
}

/** What is loaded, as files. */
export function ExportMenu({ view, name }: ExportMenuProps) {
  const { tree, progress } = view
  const whole = progress.phase === 'complete' || progress.phase === 'following'
  const base = safeFileName(name)
  return (
    <MenuButton
      label="Export"
      icon="download"
      items={[
        {
          text: whole ? 'History (JSON, as the AWS CLI writes it)' : 'History so far (JSON, not all is loaded)',
          disabled: tree === undefined,
          onSelect: () => tree !== undefined && saveFile(`${base}.json`, historyJson(tree), 'application/json'),
        },
        {
          text: 'Outline (text)',
          disabled: tree === undefined,
          onSelect: () => tree !== undefined && saveFile(`${base}.txt`, outlineText(tree), 'text/plain'),
        },
      ]}
    />
  )
}
