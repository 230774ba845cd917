import { TIME_KINDS, type TimeSplit } from '../../analysis/time-split.ts'
import { formatDuration } from '../../words/format-duration.ts'
import { shareWords } from './share-words.ts'
import { SoFar } from './so-far.tsx'
import { TIME_KIND_NOTES, TIME_KIND_WORDS } from './time-kinds.ts'

/** Every moment counted once: a bar of the whole, and its parts with their sum. */
export function TimeSplitView({ split }: { readonly split: TimeSplit }) {
  const kinds = TIME_KINDS.filter(kind => split.ms[kind] > 0)
  const whole = Math.max(1, split.totalMs)
  return (
    <div className="sfn-split">
      <SoFar complete={split.complete} />
      <div className="sfn-split-bar" aria-hidden="true">
        {kinds.map(kind => (
          <span
            key={kind}
            className={`sfn-split-part sfn-kind-${kind}`}
            style={{ width: `${(split.ms[kind] / whole) * 100}%` }}
          />
        ))}
      </div>
      <table className="sfn-table">
        <thead className="sfn-hidden">
          <tr>
            <th scope="col">What</th>
            <th scope="col">Time</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(kind => (
            <tr key={kind} title={TIME_KIND_NOTES[kind]}>
              <td>
                <span className={`sfn-swatch sfn-kind-${kind}`} aria-hidden="true" /> {TIME_KIND_WORDS[kind]}
              </td>
              <td className="sfn-number">{formatDuration(split.ms[kind])}</td>
              <td className="sfn-number">{shareWords(split.ms[kind] / whole)}</td>
            </tr>
          ))}
          <tr className="sfn-sum">
            <td>Total</td>
            <td className="sfn-number">{formatDuration(split.totalMs)}</td>
            <td className="sfn-number">100 %</td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}
