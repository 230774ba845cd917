import { beforeAll, describe, expect, it } from 'vitest'
import { committedLintConfig, foldersWithoutRule, importLintConfig } from '../../src/tasks/write-lint-config.mjs'
import { filesBreaking } from './planted.ts'

/** File, what it says, whether the import rule lets it. Each forbidden line is planted and must be caught. */
const plants: readonly (readonly [file: string, code: string, allowed: boolean])[] = [
  ['src/history/to-model.ts', "import '../model/span.ts'", false],
  ['src/history/to-simulator.ts', "import '../simulator/simulate.ts'", false],
  ['src/model/to-history.ts', "import '../history/events.ts'", true],
  ['src/model/to-timeline.ts', "import type { Rows } from '../timeline/chart-types.ts'", false],
  ['src/model/to-react.ts', "import 'react'", false],
  ['src/model/to-node.ts', "import 'node:fs'", false],
  ['src/analysis/to-model.ts', "import '../model/span.ts'", true],
  ['src/analysis/to-timeline.ts', "import '../timeline/chart-types.ts'", false],
  ['src/timeline/to-analysis.ts', "import '../analysis/time-sums.ts'", true],
  ['src/timeline/to-d3.ts', "import { scaleLinear } from 'd3'", true],
  ['src/timeline/to-paint.ts', "import '../paint/paint-scene.ts'", false],
  ['src/timeline/to-window.ts', 'window.close()', false],
  ['src/paint/to-timeline.ts', "import '../timeline/chart-types.ts'", true],
  ['src/paint/to-document.ts', "document.createElement('canvas')", true],
  ['src/paint/to-app.ts', "import '../app/app.tsx'", false],
  ['src/paint/to-d3.ts', "import { scaleLinear } from 'd3'", false],
  ['src/source/to-history.ts', "import '../history/events.ts'", true],
  ['src/source/to-analysis.ts', "import '../analysis/cause.ts'", false],
  ['src/source/to-sdk.ts', "import '@aws-sdk/client-sfn'", true],
  ['src/source/deep/to-state.ts', "import '../../state/view-link.ts'", false],
  ['src/state/to-source.ts', "import '../source/source.ts'", true],
  ['src/state/to-paint.ts', "import '../paint/paint-scene.ts'", false],
  ['src/state/to-react-query.ts', "import '@tanstack/react-query'", false],
  ['src/state/to-document.ts', 'document.title', false],
  ['src/state/to-sdk.ts', "import '@aws-sdk/client-sfn'", false],
  ['src/state/use-execution.ts', "import '@tanstack/react-query'\nimport 'react'", true],
  ['src/state/use-paint.ts', "import '../paint/paint-scene.ts'", false],
  ['src/state/url-hash.ts', 'window.close()', true],
  ['src/app/to-all.tsx', "import '../paint/paint-scene.ts'\nimport '../state/view-link.ts'\nimport 'react'", true],
  ['src/app/to-gateway.ts', "import '../gateway/server.ts'", false],
  ['src/app/to-d3.ts', "import { zoom } from 'd3'", false],
  ['src/app/to-sdk.ts', "import '@aws-sdk/client-sfn'", false],
  ['src/app/execution/to-details.ts', "import '../details/details-panel.tsx'\nimport '../../chart/keys.ts'", true],
  ['src/app/details/to-execution.ts', "import '../execution/execution-facts.ts'", false],
  ['src/app/payload/to-query.ts', "import type { QueryResult } from '../query/use-query.ts'", false],
  // One is what tasks print, the other shows it.
  ['src/app/query/to-logs.ts', "import '../../logs/log-line.ts'", true],
  ['src/app/query/to-logs-on-page.ts', "import '../logs/logs-tab.tsx'", false],
  ['src/app/answers/to-app.ts', "import '../app.tsx'", false],
  ['src/app/states/to-gateway.ts', "import '../../gateway/server.ts'", false],
  ['src/app/open/to-sdk.ts', "import '@aws-sdk/client-sfn'", false],
  ['src/chart/to-d3.ts', "import { zoom } from 'd3'", true],
  ['src/chart/to-gateway.ts', "import '../gateway/server.ts'", false],
  ['src/chart/to-app.ts', "import type { Thing } from '../app/app.tsx'", false],
  ['src/kit/to-model.ts', "import type { Span } from '../model/span.ts'", false],
  ['src/words/to-timeline.ts', "import '../timeline/rows.ts'", false],
  ['src/forest/to-analysis.ts', "import '../analysis/cause.ts'", false],
  ['src/export/to-document.ts', 'document.title', false],
  ['src/loading/to-state.ts', "import '../state/url.ts'", false],
  ['src/loading/to-timeline.ts', "import '../timeline/activity.ts'", false],
  ['src/samples/to-model.ts', "import '../model/span.ts'", false],
  ['src/gateway/to-model.ts', "import '../model/span.ts'", false],
  ['src/cli/to-loading.ts', "import '../loading/progress.ts'\nimport 'node:fs'", true],
  ['src/cli/to-app.ts', "import '../app/app.tsx'", false],
  ['src/gateway/to-node.ts', "import '../history/events.ts'\nimport 'node:http'\nimport '@smithy/signature-v4'", true],
  ['src/gateway/to-source.ts', "import '../source/source.ts'", false],
  ['src/gateway/to-react.ts', "import 'react'", false],
  ['src/simulator/to-history.ts', "import '../history/events.ts'\nimport 'node:http'", true],
  ['src/simulator/to-model.ts', "import '../model/span.ts'", false],
  ['src/fake-aws/deep/to-model.ts', "import '../../model/span.ts'", false],
  ['src/model/tree.test.ts', "import '../simulator/simulate.ts'\nimport 'node:fs'", true],
  ['src/model/page.test.ts', "import '../app/app.tsx'", false],
]

let caught: ReadonlySet<string> = new Set()

beforeAll(() => {
  const files = plants.map(([file, code]) => [file, code] as const)
  caught = filesBreaking(/no-restricted-(?:imports|globals)/, files)
})

describe('the import rule', () => {
  it('is what the lint reads, and names every folder', () => {
    expect(committedLintConfig()).toEqual(importLintConfig())
    expect(foldersWithoutRule()).toEqual([])
  })

  it.each(plants.filter(([, , allowed]) => !allowed))('catches %s: %s', file => {
    expect(caught).toContain(file)
  })

  it.each(plants.filter(([, , allowed]) => allowed))('lets %s: %s', file => {
    expect(caught).not.toContain(file)
  })
})
