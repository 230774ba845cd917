import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ErrorBoundary } from 'react-error-boundary'
import { queryClient } from './state/query-client.ts'
import '@cloudscape-design/global-styles/index.css'
import './ui/cloudscape-overrides.css'
import './ui/tokens.css'
import './ui/base.css'
import { Announcer } from './ui/announcer.tsx'
import { App } from './ui/app.tsx'
import { PageError } from './ui/page-error.tsx'

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
