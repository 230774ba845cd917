import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ErrorBoundary } from 'react-error-boundary'
import { queryClient } from './loading/query-client.ts'
import './kit/fonts.css'
import './kit/reset.css'
import './kit/tokens.css'
import './app/base.css'
import { App } from './app/app.tsx'
import { PageError } from './app/page-error.tsx'
import { Announcer } from './kit/announcer.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ErrorBoundary FallbackComponent={PageError}>
        <Announcer>
          <App />
        </Announcer>
      </ErrorBoundary>
    </QueryClientProvider>
  </StrictMode>,
)
