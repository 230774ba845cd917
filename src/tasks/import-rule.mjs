/**
 * The import rule, the only place where it is written. Folder of `src/` → folders it may import, type imports included. A folder
 * below `app/` may import those that stand above it in `APP_FOLDERS`. `write-lint-config.mjs` turns this into lint rules.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const IMPORT_RULE = {
  history: [],
  protocol: [],
  waits: [],
  model: ['history'],
  forest: ['history', 'model'],
  words: ['history', 'model', 'forest'],
  analysis: ['history', 'waits', 'model', 'forest', 'words'],
  comparison: ['history', 'waits', 'model', 'forest', 'words', 'analysis'],
  graph: ['history', 'waits', 'model', 'words', 'analysis'],
  // What tasks printed: where it lies, whose line it is. No calls.
  logs: ['history', 'model', 'words'],
  // The runs of a state machine: a list and figures, no histories.
  runs: ['history', 'model', 'analysis', 'words'],
  timeline: ['history', 'waits', 'model', 'forest', 'analysis', 'words', 'runs'],
  paint: ['history', 'model', 'forest', 'words', 'runs', 'timeline'],
  // What is taken out of an execution before it leaves.
  redaction: ['history', 'model', 'analysis'],
  export: [
    ...['history', 'waits', 'model', 'forest', 'analysis', 'comparison', 'words', 'timeline', 'paint', 'redaction'],
  ],
  // The pictures of samples name outcomes. `logs`: what a line of a log is.
  source: ['history', 'protocol', 'waits', 'model', 'logs'],
  // `runs`: what is listed of a state machine is kept in packed lists as it comes.
  loading: ['history', 'protocol', 'waits', 'model', 'forest', 'source', 'runs', 'logs'],
  state: [
    ...['history', 'protocol', 'waits', 'model', 'forest', 'words', 'runs', 'logs', 'timeline'],
    ...['source', 'loading'],
  ],
  kit: ['waits'],
  chart: ['history', 'model', 'forest', 'analysis', 'words', 'timeline', 'paint', 'kit'],
  app: [
    ...[
      'history',
      'model',
      'forest',
      'analysis',
      'comparison',
      'words',
      'graph',
      'logs',
      'runs',
      'timeline',
      'paint',
      'redaction',
      'export',
    ],
    ...['protocol', 'waits', 'source', 'loading', 'state', 'kit', 'chart'],
  ],
  gateway: ['history', 'protocol', 'waits'],
  cli: [
    ...[
      'history',
      'protocol',
      'waits',
      'model',
      'forest',
      'analysis',
      'comparison',
      'words',
      'runs',
      'timeline',
      'redaction',
      'export',
    ],
    ...['source', 'loading', 'gateway'],
    // The form of a link.
    'state',
  ],
  simulator: ['history'],
  'fake-aws': ['history', 'simulator'],
  samples: ['history', 'simulator', 'source', 'logs'],
  tasks: [],
}

/**
 * The folders of `app/`, in the order in which one may import another: each those before it. What lies in `app/` itself puts them
 * together, and none of them imports it.
 */
export const APP_FOLDERS = [
  ...['parts', 'analyses', 'payload', 'query', 'answers', 'logs', 'details'],
  ...['events', 'states', 'graph', 'open', 'compare', 'palette', 'share', 'execution', 'map-run', 'runs'],
]

/** Packages with a home: where else they are imported, the lint complains. */
export const PACKAGE_HOMES = [
  {
    regex: '^(react(-dom|-error-boundary)?(/|$)|@tanstack/react-)',
    homes: ['src/kit/**', 'src/chart/**', 'src/app/**', 'src/state/use-*'],
    message: 'React lives in kit/, chart/, app/ and state/use-*.ts.',
  },
  {
    regex: '^d3(-|/|$)',
    homes: ['src/timeline/**', 'src/words/**', 'src/chart/**'],
    message: 'd3 lives where gestures are bound (chart/), and in tests of timeline/ and words/.',
  },
  {
    regex: '^@dagrejs/',
    homes: ['src/graph/**'],
    message: 'Graphs are laid out in graph/.',
  },
  {
    regex: '^(@aws-sdk|@smithy)/',
    homes: ['src/source/**', 'src/gateway/**'],
    message: 'The AWS SDK lives in source/ and gateway/.',
  },
  {
    regex: '^node:',
    homes: ['src/gateway/**', 'src/cli/**', 'src/simulator/**', 'src/fake-aws/**', 'src/samples/**', 'src/tasks/**'],
    message: 'This code runs in the browser too.',
  },
]

/** Where `window` and `document` may be touched. */
export const DOM_HOMES = [
  'src/kit/**',
  'src/chart/**',
  'src/app/**',
  'src/paint/**',
  'src/state/url*',
  'src/main.tsx',
  'src/viewer.tsx',
]
