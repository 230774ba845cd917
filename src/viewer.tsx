import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ErrorBoundary } from 'react-error-boundary'
import { bytesOfBase64 } from './history/shared-page.ts'
import { queryClient } from './loading/query-client.ts'
import './kit/fonts.css'
import './kit/reset.css'
import './kit/tokens.css'
import './app/base.css'
import { PageError } from './app/page-error.tsx'
import { ViewerApp } from './app/viewer-app.tsx'
import { Announcer } from './kit/announcer.tsx'
import { SourceError } from './source/source.ts'
import { openHistoryFiles } from './state/open-history-files.ts'
import { sharedRoute } from './state/shared-view.ts'
import { currentHash, goToHash, pageFileName } from './state/url.ts'
import { decodeLink, encodeRoute } from './state/view-link-codec.ts'

/** The page within a file to share: the history that stands in it, at the view its maker had. */
async function start(root: HTMLElement): Promise<void> {
  const text = document.getElementById('sfn-timeline-shared')?.textContent ?? ''
  const bytes = bytesOfBase64(text)
  if (bytes === undefined || bytes.length === 0) throw new Error('The history in this file is damaged.')
  const { opened } = await openHistoryFiles([new File([bytes], pageFileName())], undefined)
  const [first] = opened.choices
  if (first === undefined) throw new Error('There is no history in this file.')
  const route = decodeLink(currentHash())
  const isHere = route.kind === 'execution' && route.link.ref.kind === 'file' && route.link.ref.hash === first.ref.hash
  if (!isHere) goToHash(encodeRoute(sharedRoute(first.ref, opened.shared?.view)), 'replace')
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary FallbackComponent={PageError}>
          <Announcer>
            <ViewerApp opened={opened} />
          </Announcer>
        </ErrorBoundary>
      </QueryClientProvider>
    </StrictMode>,
  )
}

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
start(root).catch((error: unknown) => {
  const why = error instanceof SourceError ? error.why : undefined
  const message = error instanceof Error ? error.message : String(error)
  root.textContent = ['This file cannot be shown.', message, why].filter(words => words !== undefined).join(' ')
})
