import type { Sample } from '../../source/sample-source.ts'
import { encodeRunsLink } from '../../state/runs-link.ts'
import { encodeLink } from '../../state/view-link-codec.ts'
import { Thumbnail } from './thumbnail.tsx'

const FRAME = { width: 180, height: 96, pad: 14, grid: true }

interface SampleGalleryProps {
  readonly samples: readonly Sample[] | undefined
  readonly problem: string | undefined
}

/** Histories that come with the page: the first thing a newcomer sees working. */
export function SampleGallery({ samples, problem }: SampleGalleryProps) {
  return (
    <section aria-labelledby="samples-title">
      <div className="sfn-section-head">
        <h2 id="samples-title">Samples</h2>
        <span className="sfn-muted">No AWS account needed</span>
      </div>
      {problem !== undefined && <p className="sfn-muted">{problem}</p>}
      <ul className="sfn-samples">
        {(samples ?? []).map(sample => (
          <li key={sample.name} className="sfn-sample">
            <Thumbnail shapes={sample.thumbnail} frame={FRAME} />
            <div className="sfn-sample-words">
              <a href={sampleHref(sample)}>{sample.title}</a>
              <p>{sample.description}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A sample of many runs opens on these. */
function sampleHref({ name, stateMachineArn }: Sample): string {
  return stateMachineArn === undefined
    ? encodeLink({ ref: { kind: 'sample', name } })
    : encodeRunsLink({ arn: stateMachineArn, sample: name })
}
