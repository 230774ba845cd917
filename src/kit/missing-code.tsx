import { useSyncExternalStore } from 'react'
import { Icon } from './icons.tsx'
import { hideMissingCode, loadMissingCode, missingCode } from './late-code.ts'
import './missing-code.css'
import { Notice } from './notice.tsx'

/** Tells that a part of the page did not come; what is loaded stays in sight. */
export function MissingCode() {
  const { again, isNews } = useSyncExternalStore(missingCode.subscribe, missingCode.getState)
  if (!isNews || again.length === 0) return null
  return (
    <div role="alert" className="kit-missing-code">
      <Notice
        tone="error"
        title="A part of this page did not come"
        action={
          <>
            <button type="button" className="sfn-secondary" onClick={loadMissingCode}>
              Try again
            </button>
            <button
              type="button"
              className="sfn-icon-button"
              aria-label="Close"
              title="Close"
              onClick={hideMissingCode}
            >
              <Icon name="cross" />
            </button>
          </>
        }
      >
        <p>
          Is the gateway still running? Start it, then try again. What is loaded stays here. If the gateway was updated
          meanwhile, reload the page.
        </p>
      </Notice>
    </div>
  )
}
