import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { ReportBlock, Told } from '../../export/report.ts'
import { reportOf } from '../../export/report.ts'
import { forestWith } from '../../forest/grow.ts'
import { pictureSvg } from '../../paint/picture-svg.ts'
import { LIGHT } from '../../paint/theme.ts'
import { within } from '../../waits/within.ts'
import { reportOptions } from './export-as.ts'
import { type PictureSource, pictureSeen } from './picture-seen.ts'
import './print-report.css'

interface PrintReportProps extends PictureSource {
  /** Whether the browser's dialog is to be opened; else it is open already. */
  readonly asks: boolean
}

/** As wide as a page is at this size of letters; longer charts say how many rows are left. */
const WIDTH_PX = 1000
const MOST_ROWS_PX = 1000
const DECODING_MS = 10_000

/** The report of an execution on paper: verdict, cause, chart, failures, where the time went. On the screen it is not there. */
export default function PrintReport(props: PrintReportProps) {
  const { asks } = props
  const [{ report, picture, facts }] = useState(() => contentOf(props))
  const image = useRef<HTMLImageElement>(null)
  useEffect(() => {
    const drawn = image.current
    if (!asks || drawn === null) return
    const print = () => window.print()
    // Without its picture the report is still worth printing.
    within({ ms: DECODING_MS, tooLate: () => new Error('no picture') }, () => drawn.decode()).then(print, print)
  }, [asks])
  const [head, ...sections] = report.sections
  const causes = sections.filter(({ title }) => CAUSES.has(title ?? ''))
  const others = sections.filter(section => !causes.includes(section))
  return createPortal(
    <article className="sfn-print" aria-hidden="true">
      <h1>{report.title}</h1>
      <p className="sfn-print-verdict">{facts}</p>
      {head?.blocks.map((block, at) => (
        <Block key={at} block={block} />
      ))}
      {causes.map(section => (
        <Section key={section.title} {...section} />
      ))}
      <img ref={image} src={picture} alt="" />
      {others.map(section => (
        <Section key={section.title} {...section} />
      ))}
    </article>,
    document.body,
  )
}

const CAUSES: ReadonlySet<string> = new Set(['Cause', 'What happened before'])

function contentOf(props: PictureSource) {
  const { tree, forest, execution } = props
  const of = pictureSeen(props)
  const svg = pictureSvg(of.of, { widthPx: WIDTH_PX, mostRowsPx: MOST_ROWS_PX }, LIGHT)
  return {
    report: reportOf(forest ?? forestWith({ ref: execution, tree }), reportOptions(execution)),
    picture: `data:image/svg+xml,${encodeURIComponent(svg)}`,
    facts: of.of.title.facts,
  }
}

function Section({ title, blocks }: { readonly title: string | undefined; readonly blocks: readonly ReportBlock[] }) {
  return (
    <section>
      <h2>{title}</h2>
      {blocks.map((block, at) => (
        <Block key={at} block={block} />
      ))}
    </section>
  )
}

function Block({ block }: { readonly block: ReportBlock }) {
  switch (block.kind) {
    case 'table':
      return <Table {...block} />
    case 'line':
      return (
        <p>
          {block.parts.map((part, at) => (
            <Words key={at} {...part} />
          ))}
        </p>
      )
    case 'quote':
      return <pre>{block.text}</pre>
  }
}

function Table({ head, rows }: Extract<ReportBlock, { kind: 'table' }>) {
  return (
    <table>
      {head.some(cell => cell !== '') && (
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th key={at}>{cell}</th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            {row.map((cell, column) => (
              <td key={column}>
                <Words {...cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Of a link paper needs the address. */
function Words({ kind, text }: Told) {
  if (kind === 'code') return <code>{text}</code>
  return kind === 'link' ? <a href={text}>{text}</a> : text
}
