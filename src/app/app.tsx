import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { parseStatesArn } from '../history/states-arn.ts'
import { lateCode } from '../kit/late-code.ts'
import { MissingCode } from '../kit/missing-code.tsx'
import { useLetterKey } from '../kit/page-keys.ts'
import { refOfTarget } from '../state/ref-code.ts'
import { useGateway } from '../state/use-gateway.ts'
import { type LinkStore, useLink } from '../state/use-link.ts'
import { usePreferences } from '../state/use-preferences.ts'
import { decodeLink } from '../state/view-link-codec.ts'
import { AddressInput } from './address-input.tsx'
import { DropTarget } from './open/drop-zone.tsx'
import { OpenPage } from './open/open-page.tsx'
import type { Openable } from './open/target-form.tsx'
import { type OpenFile, useOpenFile } from './open/use-open-file.ts'
import { PageError } from './page-error.tsx'
import type { OpenPalette } from './palette/page-palette.tsx'
import { FilesDiverted, FilesTaken, type FileTaker } from './parts/choose-file.tsx'
import { applyTheme, nextTheme, useDark } from './parts/theme.ts'
import { ProfileChip } from './profile-chip.tsx'
import { SkipLinks } from './skip-links.tsx'
import { TopBar } from './top-bar.tsx'
import { usePalette } from './use-palette.ts'

const ExecutionRoute = lazy(lateCode(() => import('./execution/execution-route.tsx')))
const MapRunPage = lazy(lateCode(() => import('./map-run/map-run-page.tsx')))
const RunsPage = lazy(lateCode(() => import('./runs/runs-page.tsx')))
const PagePalette = lazy(lateCode(() => import('./palette/page-palette.tsx')))
const SettingsDialog = lazy(lateCode(() => import('./settings-dialog.tsx')))

/** The page: top bar, and below it whatever the address asks for. */
export function App() {
  const link = useLink()
  const gateway = useGateway()
  const [preferences, setPreferences] = usePreferences()
  const [help, setHelp] = useState<'top' | 'kept'>()
  const onHelp = useCallback(() => setHelp('top'), [])
  const onKept = useCallback(() => setHelp('kept'), [])
  const file = useOpenFile(link)
  const [diverted, setDiverted] = useState<FileTaker>()
  const taker = diverted ?? { onFiles: file.onFiles, words: 'Drop the file to open it' }
  const dark = useDark(preferences.theme)
  useLayoutEffect(() => applyTheme(dark), [dark])
  useLetterKey('?', onHelp, preferences.singleKeys)
  useFocusOnPageChange(link.route.kind)
  const palette = usePalette({ link, setPreferences, onHelp })
  const arn = openArn(link.route)
  const place = arn === undefined ? undefined : parseStatesArn(arn)
  const account = place?.account
  return (
    <DropTarget onFiles={taker.onFiles} words={taker.words}>
      <SkipLinks hasRegions={link.route.kind === 'execution'} navigate={link.navigate} />
      <TopBar
        theme={preferences.theme}
        onTheme={() => setPreferences({ theme: nextTheme(preferences.theme) })}
        onHelp={onHelp}
        onHome={() => link.open({ kind: 'open' })}
        profile={<ProfileChip gateway={gateway} account={account} region={place?.region} onClick={onHelp} />}
      >
        {openWords(link.route) !== undefined && (
          <AddressInput
            value={openWords(link.route) ?? ''}
            onPalette={palette.open}
            onOpen={target => openTarget(link, target)}
          />
        )}
      </TopBar>
      <ErrorBoundary FallbackComponent={PageError} resetKeys={[link.route]}>
        <Suspense fallback={<main className="sfn-loading" aria-busy="true" />}>
          <FilesTaken value={file.onFiles}>
            <FilesDiverted value={setDiverted}>
              <CurrentPage
                link={link}
                gateway={gateway}
                file={file}
                palette={palette.opened}
                onHelp={onHelp}
                onKept={onKept}
              />
            </FilesDiverted>
          </FilesTaken>
        </Suspense>
      </ErrorBoundary>
      <MissingCode />
      {palette.opened !== undefined && link.route.kind !== 'execution' && (
        <Suspense>
          <PagePalette {...palette.opened} />
        </Suspense>
      )}
      {help !== undefined && (
        <Suspense>
          <SettingsDialog
            at={help}
            gateway={gateway}
            account={account}
            preferences={preferences}
            onPreferences={setPreferences}
            onClose={() => setHelp(undefined)}
          />
        </Suspense>
      )}
    </DropTarget>
  )
}

interface CurrentPageProps {
  readonly link: LinkStore
  readonly gateway: ReturnType<typeof useGateway>
  readonly file: OpenFile
  readonly palette: OpenPalette | undefined
  readonly onHelp: () => void
  readonly onKept: () => void
}

function CurrentPage({ link, gateway, file, palette, onHelp, onKept }: CurrentPageProps) {
  const [preferences] = usePreferences()
  const { route } = link
  if (route.kind === 'mapRun') return <MapRunPage key={route.arn} arn={route.arn} />
  if (route.kind === 'execution') {
    return (
      <ExecutionRoute
        link={route.link}
        problems={route.problems}
        navigate={link.navigate}
        address={link.address}
        timeMode={route.link.timeMode ?? preferences.timeMode}
        foldIdle={route.link.folds ?? true}
        singleKeys={preferences.singleKeys}
        onHelp={onHelp}
        palette={palette}
        filesOpened={file.opened}
        fileError={file.error}
        fileTold={file.told}
        definition={file.definition}
      />
    )
  }
  if (route.kind === 'runs') {
    const timeMode = route.link.timeMode ?? (preferences.timeMode === 'local' ? 'local' : 'utc')
    return (
      <RunsPage key={route.link.arn} store={link} link={route.link} problems={route.problems} timeMode={timeMode} />
    )
  }
  return (
    <OpenPage
      gateway={gateway}
      problem={route.kind === 'invalid' ? route.message : undefined}
      busy={file.busy}
      fileError={file.error}
      fileTold={file.told}
      choices={file.choices}
      onOpen={target => openTarget(link, target)}
      onFiles={file.onFiles}
      onChoose={file.onChoose}
      onKept={onKept}
    />
  )
}

function openTarget(link: LinkStore, target: Openable): void {
  if (target.kind === 'appLink') link.open(decodeLink(target.hash))
  else if (target.kind === 'mapRun') link.open({ kind: 'mapRun', arn: target.arn })
  else if (target.kind === 'stateMachine') link.open({ kind: 'runs', link: { arn: target.arn }, problems: [] })
  else link.open({ kind: 'execution', link: { ref: refOfTarget(target) }, problems: [] })
}

type Route = LinkStore['route']

function openArn(route: Route): string | undefined {
  if (route.kind === 'mapRun') return route.arn
  if (route.kind === 'runs') return route.link.sample === undefined ? route.link.arn : `Sample: ${route.link.sample}`
  return route.kind === 'execution' && route.link.ref.kind === 'aws' ? route.link.ref.arn : undefined
}

/** What stands in the address input: the ARN, or the file's or sample's name; undefined where nothing is open. */
function openWords(route: Route): string | undefined {
  if (route.kind !== 'execution' || route.link.ref.kind === 'aws') return openArn(route)
  const { ref } = route.link
  return ref.kind === 'file' ? ref.fileName : `Sample: ${ref.name}`
}

/** A new page is read from its top: the heading gets the focus, as after loading a document. */
function useFocusOnPageChange(kind: Route['kind']): void {
  const [first] = useState(kind)
  useEffect(() => {
    if (kind === first || kind === 'open') return
    const main = document.querySelector<HTMLElement>('main')
    main?.setAttribute('tabindex', '-1')
    main?.focus({ preventScroll: true })
  }, [kind, first])
}
