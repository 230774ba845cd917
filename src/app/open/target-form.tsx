import { type FormEvent, useId, useState } from 'react'
import { executionsIn, type Target } from '../../history/target.ts'
import { Icon } from '../../kit/icons.tsx'
import { readPasted } from '../../state/pasted.ts'

/** What a person may open: an execution, a Map Run, the runs of a state machine, a link of our own. */
export type Openable = Extract<Target, { kind: 'execution' | 'express' | 'mapRun' | 'stateMachine' | 'appLink' }>

interface TargetFormProps {
  readonly onOpen: (target: Openable) => void
}

/** The one big input. What cannot be opened is said below it, with what to do instead. */
export function TargetForm({ onOpen }: TargetFormProps) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<{ readonly message: string; readonly whatToDo: string }>()
  const [choices, setChoices] = useState<ReturnType<typeof executionsIn>>([])
  const messageId = useId()
  const open = (pasted: string) => {
    const target = readPasted(pasted)
    const executions = executionsIn(pasted)
    // One is opened, two are compared or the first is meant; which of more, only a person knows.
    if (executions.length > 2) return setChoices(executions)
    if (pasted.trim() === '')
      setProblem({
        message: 'There is nothing to open yet.',
        whatToDo: 'Paste the ARN of an execution, a Map Run or a state machine, or a link to the console.',
      })
    else if ('message' in target) setProblem(target)
    else onOpen(target)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    open(text)
  }
  return (
    <form className="sfn-open-form" onSubmit={onSubmit}>
      <div className="sfn-open-row">
        <div className="sfn-open-input">
          <Icon name="search" size={16} />
          <input
            type="text"
            aria-label="ARN or console link"
            placeholder="Paste an execution, Map Run or state machine ARN, or a console link"
            value={text}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page has this one purpose
            autoFocus
            aria-invalid={problem !== undefined}
            aria-describedby={problem === undefined ? undefined : messageId}
            onChange={event => {
              setText(event.target.value)
              setProblem(undefined)
              setChoices([])
            }}
          />
        </div>
        <button type="submit" className="sfn-primary">
          Open
        </button>
      </div>
      <div id={messageId} role="alert">
        {problem !== undefined && (
          <p className="sfn-open-problem">
            <Icon name="alert" size={14} />
            <span>
              <b>{problem.message}</b> {problem.whatToDo}
            </span>
          </p>
        )}
      </div>
      {choices.length > 0 && (
        <section className="sfn-open-choices" aria-labelledby={`${messageId}-choices`}>
          <h2 id={`${messageId}-choices`} tabIndex={-1} ref={focusOnce}>
            {choices.length} executions in this text
          </h2>
          <ul className="sfn-choose">
            {choices.map(choice => (
              <li key={choice.arn}>
                <button type="button" onClick={() => onOpen(choice)}>
                  <span>{choice.stateMachineName}</span>
                  <b>{choice.executionName}</b>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </form>
  )
}

/** The list appears in answer to the text: that is where the reader goes on. */
function focusOnce(element: HTMLElement | null): void {
  element?.focus()
}
