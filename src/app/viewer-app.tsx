import { lazy, Suspense, useLayoutEffect, useState } from 'react'
import { sharedWords } from '../history/shared-file.ts'
import { lateCode } from '../kit/late-code.ts'
import { useLetterKey } from '../kit/page-keys.ts'
import type { OpenedFiles } from '../source/file-source.ts'
import { sharedRoute } from '../state/shared-view.ts'
import { useLink } from '../state/use-link.ts'
import { usePreferences } from '../state/use-preferences.ts'
import ExecutionRoute from './execution/execution-route.tsx'
import { applyTheme, nextTheme, useDark } from './parts/theme.ts'
import { SkipLinks } from './skip-links.tsx'
import { TopBar } from './top-bar.tsx'
import './viewer-app.css'

const SettingsDialog = lazy(lateCode(() => import('./settings-dialog.tsx')))

/** The page within a file to share: one execution and what it started, and no way to anywhere else. */
export function ViewerApp({ opened }: { readonly opened: OpenedFiles }) {
  const link = useLink()
  const [preferences, setPreferences] = usePreferences()
  const [help, setHelp] = useState(false)
  const onHelp = () => setHelp(true)
  const dark = useDark(preferences.theme)
  useLayoutEffect(() => applyTheme(dark), [dark])
  useLetterKey('?', onHelp, preferences.singleKeys)
  const [root] = opened.choices
  if (root === undefined) return null
  const { shared } = opened
  const home = sharedRoute(root.ref, shared?.view)
  const route = link.route.kind === 'execution' ? link.route : home
  if (route.kind !== 'execution') return null
  const words = shared === undefined ? 'A shared file' : sharedWords(shared)
  return (
    <div className="sfn-page">
      <SkipLinks hasRegions navigate={link.navigate} />
      <TopBar
        theme={preferences.theme}
        onTheme={() => setPreferences({ theme: nextTheme(preferences.theme) })}
        onHelp={onHelp}
        onHome={() => link.open(home)}
        profile={
          <span className="sfn-shared-chip" title={words}>
            Shared file
          </span>
        }
      />
      <Suspense fallback={<main className="sfn-loading" aria-busy="true" />}>
        <ExecutionRoute
          link={route.link}
          problems={route.problems}
          navigate={link.navigate}
          address={link.address}
          timeMode={route.link.timeMode ?? preferences.timeMode}
          foldIdle={route.link.folds ?? true}
          singleKeys={preferences.singleKeys}
          onHelp={onHelp}
          palette={undefined}
          filesOpened={0}
          fileError={undefined}
          fileTold={undefined}
          definition={undefined}
        />
      </Suspense>
      {help && (
        <Suspense>
          <SettingsDialog
            at="top"
            gateway={undefined}
            account={undefined}
            preferences={preferences}
            onPreferences={setPreferences}
            onClose={() => setHelp(false)}
          />
        </Suspense>
      )}
    </div>
  )
}
