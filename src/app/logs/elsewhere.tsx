import { consoleLink } from '../../history/console-links.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import type { EcsLogs, UntoldLogs } from '../../logs/log-place.ts'
import { ConsoleAction } from './console-action.tsx'

/** Logs that are not read here: why, and where they are. */
export function Elsewhere({ place, toConsole }: { readonly place: EcsLogs | UntoldLogs; readonly toConsole: boolean }) {
  if (place.kind === 'untold') {
    return (
      <section className="sfn-logs-off" aria-label="Logs">
        <p>{`The history does not tell ${place.missing}, so its log cannot be read here.`}</p>
        {toConsole && place.groupArn !== undefined && (
          <ConsoleAction text="Open the log group" href={consoleLink(place.groupArn)} />
        )}
      </section>
    )
  }
  return (
    <section className="sfn-logs-off" aria-label="Logs">
      <p>
        The task definition says in which log group its containers print, and with what prefix. It is not read here; the
        end of each stream’s name is known:
      </p>
      {place.tasks.map(task => (
        <div key={task.arn}>
          <ul>
            {task.streamEnds.map(end => (
              <li key={end}>
                <code className="sfn-mono">…/{end}</code>{' '}
                <CopyButton label="Copy" ariaLabel={`Copy ${end}`} text={() => end} />
              </li>
            ))}
          </ul>
          {toConsole && <ConsoleAction text="Open the task, and its Logs there" href={consoleLink(task.arn)} />}
        </div>
      ))}
    </section>
  )
}
