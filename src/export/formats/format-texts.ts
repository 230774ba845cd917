import type { Forest } from '../../forest/forest.ts'
import { forestSvg } from '../picture/forest-svg.ts'
import { DEFAULT_PICTURE, type PictureLook } from '../picture/picture-look.ts'
import type { ReportOptions } from '../report.ts'
import { chromeTrace } from './chrome-trace.ts'
import { eventsCsv, spansCsv } from './csv.ts'
import type { FormatName } from './format-table.ts'
import { markdownReport } from './markdown-report.ts'
import { otlpJson, traceIdsOf } from './otlp.ts'

export interface FormatOptions extends ReportOptions {
  /** Of a picture alone; a usual one where it is not told. */
  readonly picture?: PictureLook | undefined
}

/**
 * A forest as far as it is read, in one of the forms, piece by piece. An empty piece is a moment at which whoever writes may let
 * others work. @throws Error where nothing of the forest's first execution is here.
 */
export async function formatTexts(name: FormatName, forest: Forest, options: FormatOptions): Promise<Iterable<string>> {
  switch (name) {
    case 'chrome-trace':
      return chromeTrace(forest)
    case 'otlp':
      return otlpJson(forest, await traceIdsOf(forest))
    case 'spans-csv':
      return spansCsv(forest)
    case 'events-csv':
      return eventsCsv(forest)
    case 'svg':
      return [forestSvg(forest, options.picture ?? DEFAULT_PICTURE)]
    case 'report':
      return [markdownReport(forest, options)]
  }
}
