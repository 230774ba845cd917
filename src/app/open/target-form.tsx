import { type FormEvent, useId, useState } from 'react'
import type { Target } from '../../history/target.ts'
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
  const messageId = useId()
  const open = (pasted: string) => {
    const target = readPasted(pasted)
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
    </form>
  )
}
