import { useState } from 'react'
import type { Packed } from '../../export/share/pack.ts'
import { Segments } from '../../kit/controls.tsx'
import type { TakenOut, Told } from '../../redaction/told.ts'
import { formatCount } from '../../words/format-count.ts'
import type { PartChoice } from './share-parts.ts'
import type { Packing } from './use-packed.ts'

interface SharePreviewProps {
  readonly packing: Packing
  readonly counts: PartChoice['counts'] | undefined
}

/** Exactly what leaves, from the bytes that are saved. */
export function SharePreview({ packing, counts }: SharePreviewProps) {
  const { packed, share, problem } = packing
  const [shown, setShown] = useState<'taken' | 'text'>('taken')
  return (
    <section className="sfn-share-preview" aria-label="Exactly what leaves" aria-busy={share !== undefined}>
      <div className="sfn-share-preview-head">
        <h3>Exactly what leaves</h3>
        <Segments
          label="Shown"
          options={[
            { id: 'taken', text: 'What is taken out' },
            { id: 'text', text: 'As text' },
          ]}
          selected={shown}
          onSelect={setShown}
        />
      </div>
      <progress
        className="sfn-share-progress"
        aria-label="Made"
        max={100}
        value={share === undefined ? 100 : Math.floor(share * 100)}
        hidden={share === undefined}
      />
      {problem !== undefined && <p role="alert">{problem}</p>}
      {packed !== undefined && <Totals told={packed.told} kept={counts?.kept} />}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroller must be reachable by keyboard */}
      <div className="sfn-share-list" role="region" aria-label="In the file" tabIndex={0}>
        {packed !== undefined && (shown === 'taken' ? <Taken told={packed.told} /> : <Beginning packed={packed} />)}
      </div>
    </section>
  )
}

function Totals({ told, kept }: { readonly told: Told; readonly kept: number | undefined }) {
  const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((all, one) => all + one, 0)
  const { payloads, causes } = told
  const totals: readonly (readonly [string, number])[] = [
    ['events', kept ?? 0],
    ['values kept', payloads.keep + causes.keep],
    ['as shapes', payloads.shapes + causes.shapes],
    ['left out', payloads.drop + causes.drop + sum(told.leftOut)],
    ['masked', sum(told.masked)],
    ['pseudonyms', sum(told.pseudonyms)],
  ]
  return (
    <dl className="sfn-share-totals">
      {totals.map(([words, count]) => (
        <div key={words}>
          <dt>{words}</dt>
          <dd>{formatCount(count)}</dd>
        </div>
      ))}
    </dl>
  )
}

const LOOKED_FOR =
  'Nothing was masked. Looked for: private keys, tokens, AWS keys, passwords, e-mail addresses, card numbers and IBANs, as far as they are ticked, and your rules. What has no form of its own, such as a person’s name, is not found: name its place in a rule.'

function Taken({ told }: { readonly told: Told }) {
  const { examples } = told
  if (examples.length === 0) return <p className="sfn-muted">{LOOKED_FOR}</p>
  const all = [...told.masked.values(), ...told.leftOut.values()].reduce((sum, one) => sum + one, 0)
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col">Where</th>
            <th scope="col">What was there</th>
          </tr>
        </thead>
        <tbody>
          {examples.map((taken, at) => (
            <TakenRow key={at} taken={taken} />
          ))}
        </tbody>
      </table>
      {all > examples.length && (
        <p className="sfn-muted">{`The first ${formatCount(examples.length)} of ${formatCount(all)}.`}</p>
      )}
    </>
  )
}

function TakenRow({ taken }: { readonly taken: TakenOut }) {
  const { eventId, field, path, what, how } = taken
  return (
    <tr>
      <td>{eventId === undefined ? '' : formatCount(eventId)}</td>
      <td>
        {field} {path !== undefined && path !== '$' && <code>{path}</code>}
      </td>
      <td>
        <span className={how === 'masked' ? 'sfn-share-masked' : 'sfn-share-gone'}>{how}</span> {what}
      </td>
    </tr>
  )
}

function Beginning({ packed }: { readonly packed: Packed }) {
  const { beginning, sizeChars } = packed
  return (
    <>
      <pre className="sfn-mono">{beginning}</pre>
      {sizeChars > beginning.length && (
        <p className="sfn-muted">{`The first ${formatCount(beginning.length)} of ${formatCount(sizeChars)} characters.`}</p>
      )}
    </>
  )
}
