import { type FormEvent, useId, useState } from 'react'
import { SearchField } from '../../kit/search-field.tsx'
import type { ExecutionView } from '../../loading/execution-view.ts'
import { DEFAULT_CEILING as MOST } from '../../loading/request-budget.ts'
import { type Baseline, LAST_TWENTY } from '../../state/baseline.ts'
import { useSamples } from '../../state/use-samples.ts'
import { ChooseExecution } from '../open/choose-execution.tsx'
import { ChooseFile } from '../parts/choose-file.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { chosenBaseline } from './chosen-baseline.ts'
import { useBaselineFiles } from './use-baseline-files.ts'
import { askingRunOf, useLastSuccess } from './use-last-success.ts'

interface ChooseBaselineProps {
  /** The execution on the page. */
  readonly own: ExecutionView
  readonly onChoose: (baseline: Baseline) => void
}

/** All ways to name the execution to compare with. */
export function ChooseBaseline({ own, onChoose }: ChooseBaselineProps) {
  const files = useBaselineFiles(onChoose)
  return (
    <section className="sfn-choose-baseline" aria-label="Compare with">
      <PastedBaseline onChoose={onChoose} />
      <LastSuccessChoice own={own} onChoose={onChoose} />
      <div className="sfn-baseline-way">
        <ChooseFile disabled={files.busy !== undefined} onFiles={files.onFiles} />
        <span className="sfn-muted" role="status">
          {files.busy === undefined ? 'or drop a history anywhere on the page' : `Reading ${files.busy}…`}
        </span>
      </div>
      {files.error !== undefined && <ErrorNotice error={files.error} />}
      {files.choices.length > 1 && <ChooseExecution choices={files.choices} onChoose={({ ref }) => onChoose(ref)} />}
      {own.ref.kind === 'sample' && <SampleChoice own={own.ref.name} onChoose={onChoose} />}
    </section>
  )
}

function PastedBaseline({ onChoose }: Pick<ChooseBaselineProps, 'onChoose'>) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string>()
  const problemId = useId()
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const chosen = chosenBaseline(text)
    if (chosen.kind === 'chosen') onChoose(chosen.ref)
    else setProblem(`${chosen.message} ${chosen.whatToDo}`)
  }
  return (
    <form className="sfn-baseline-way" onSubmit={onSubmit}>
      <SearchField
        label="Execution to compare with"
        className="sfn-mono"
        placeholder="ARN of an execution, or a link to one"
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : problemId}
        autoComplete="off"
        value={text}
        onText={next => {
          setText(next)
          setProblem(undefined)
        }}
      />
      <button type="submit" className="sfn-secondary">
        Compare
      </button>
      <p id={problemId} role="alert" className={problem === undefined ? 'sfn-hidden' : 'sfn-baseline-problem'}>
        {problem}
      </p>
    </form>
  )
}

function LastSuccessChoice({ own, onChoose }: ChooseBaselineProps) {
  const { state, ask, cancel } = useLastSuccess(askingRunOf(own), onChoose)
  if (askingRunOf(own) === undefined) return null
  const isAsking = state.kind === 'asking'
  const isInAws = own.ref.kind === 'aws'
  return (
    <>
      <div className="sfn-baseline-way">
        <button type="button" className="sfn-secondary" onClick={isAsking ? cancel : ask}>
          {isAsking ? 'Cancel' : 'Last success'}
        </button>
        <span className="sfn-muted" role="status">
          {isAsking
            ? 'Asking for the runs that succeeded…'
            : state.kind === 'none'
              ? 'The state machine lists no other run that succeeded.'
              : `of this state machine before this run${isInAws ? ': asks ListExecutions, then reads that run’s events without payloads' : ''}`}
        </span>
      </div>
      {state.kind === 'failed' && <ErrorNotice error={state.error} onRetry={ask} />}
      <div className="sfn-baseline-way">
        <button type="button" className="sfn-secondary" onClick={() => onChoose(LAST_TWENTY)}>
          Last {LAST_TWENTY.most} successes
        </button>
        <span className="sfn-muted">
          what this state machine usually takes: median and range of each state
          {isInAws && `, in two requests a run or more, ${MOST} at most`}
        </span>
      </div>
    </>
  )
}

function SampleChoice({ own, onChoose }: { readonly own: string; readonly onChoose: ChooseBaselineProps['onChoose'] }) {
  // Of a state machine's runs there is no one history.
  const samples =
    useSamples().list?.filter(({ name, stateMachineArn }) => name !== own && stateMachineArn === undefined) ?? []
  return (
    <div className="sfn-baseline-way">
      <select
        className="sfn-select"
        aria-label="Sample to compare with"
        value=""
        onChange={({ target }) => target.value !== '' && onChoose({ kind: 'sample', name: target.value })}
      >
        <option value="">A sample…</option>
        {samples.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </div>
  )
}
