import { useMemo, useState } from 'react'
import type { ShareOrder } from '../../export/share/share-steps.ts'
import type { Forest } from '../../forest/forest.ts'
import type { GlobalKey } from '../../forest/keys.ts'
import { useAnnounce } from '../../kit/announcer.tsx'
import { Segments } from '../../kit/controls.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icons.tsx'
import { sharedViewOf } from '../../state/shared-view.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { HAS_VIEWER_FILE } from '../../state/viewer-file.ts'
import { saveShare } from './save-share.ts'
import { firstChoices, isRemembered, keepChoices, rulesOf, type ShareChoices } from './share-choices.ts'
import { ShareForm } from './share-form.tsx'
import { type PartChoice, partsOf } from './share-parts.ts'
import { SharePreview } from './share-preview.tsx'
import { ShareSize } from './share-size.tsx'
import { usePacked } from './use-packed.ts'
import './share-dialog.css'

interface ShareDialogProps {
  readonly forest: Forest
  readonly name: string
  /** What the asked execution lacks, in words. */
  readonly lacking: string | undefined
  /** The view that opens with the file. */
  readonly link: ViewLink
  readonly selectedKey: GlobalKey | undefined
  readonly onClose: () => void
}

/** A file to share: what goes into it, exactly what leaves, and saving it. */
export default function ShareDialog({ forest: latest, name, lacking, link, selectedKey, onClose }: ShareDialogProps) {
  // What arrives while one chooses is not in it.
  const [forest] = useState(latest)
  const [choices, setChoices] = useState(choicesHere)
  const [remember, setRemember] = useState(isRemembered)
  const parts = useMemo(() => partsOf(forest, link, selectedKey), [forest, link, selectedKey])
  const order = useMemo(
    () => orderOf({ forest, lacking, link }, choices, parts),
    [forest, lacking, link, choices, parts],
  )
  const packing = usePacked(order)
  const saving = useSaving()
  const { packed, share } = packing
  const isReady = packed !== undefined && share === undefined && !saving.busy
  const change = (patch: Partial<ShareChoices>) => {
    const next = { ...choices, ...patch }
    setChoices(next)
    keepChoices(next, remember)
  }
  return (
    <Dialog title="File to share" onClose={onClose}>
      <div className="sfn-share">
        <div className="sfn-share-head">
          <p>One file with what is read of this execution. Nothing is sent anywhere: it is written to your disk.</p>
          {HAS_VIEWER_FILE && (
            <Segments
              label="Form"
              options={[
                { id: 'html', text: 'HTML with viewer' },
                { id: 'data', text: 'Data only, .json.gz' },
              ]}
              selected={choices.withViewer ? 'html' : 'data'}
              onSelect={id => change({ withViewer: id === 'html' })}
            />
          )}
        </div>
        <div className="sfn-share-sides">
          <ShareForm
            choices={choices}
            parts={parts}
            told={packed?.told}
            remember={remember}
            onChange={change}
            onRemember={on => {
              setRemember(on)
              keepChoices(choices, on)
            }}
          />
          <SharePreview packing={packing} counts={parts.find(({ id }) => id === choices.part)?.counts} />
        </div>
        {saving.problem !== undefined && <p role="alert">{saving.problem}</p>}
        <div className="sfn-share-foot">
          <ShareSize packed={packed} withViewer={choices.withViewer} />
          <div className="sfn-share-actions">
            <button type="button" className="sfn-action" onClick={onClose}>
              Cancel
            </button>
            <button
              type="button"
              className="sfn-share-save"
              disabled={!isReady}
              onClick={() => packed && void saving.save(() => saveShare(packed, choices, name, saving.signal), onClose)}
            >
              <Icon name="download" size={14} /> Save file
            </button>
          </div>
        </div>
      </div>
    </Dialog>
  )
}

function choicesHere(): ShareChoices {
  const choices = firstChoices()
  return HAS_VIEWER_FILE ? choices : { ...choices, withViewer: false }
}

type OfForest = Pick<ShareOrder, 'forest' | 'lacking'> & { readonly link: ViewLink }

function orderOf({ forest, lacking, link }: OfForest, choices: ShareChoices, parts: readonly PartChoice[]): ShareOrder {
  const part = parts.find(({ id }) => id === choices.part)?.part
  const missing = [lacking, part?.words].filter(words => words !== undefined)
  return {
    ...{ forest, rules: rulesOf(choices), part, view: sharedViewOf(link), now: Date.now() },
    lacking: missing.length === 0 ? undefined : missing.join('; '),
  }
}

function useSaving() {
  const [control] = useState(() => new AbortController())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const announce = useAnnounce()
  async function save(work: () => Promise<void>, onDone: () => void): Promise<void> {
    setBusy(true)
    setProblem(undefined)
    try {
      await work()
      announce('The file was saved')
      onDone()
    } catch (error) {
      setProblem(`Nothing was saved. ${error instanceof Error ? error.message : String(error)}`)
    }
    setBusy(false)
  }
  return { busy, problem, save, signal: control.signal }
}
