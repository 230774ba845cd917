/**
 * A lint rule: what comes from outside (network, disk, storage, workers, credential providers, other programs) may never answer, so
 * it is waited for in the arguments of `within(…)` alone (`waits/within.ts`), or in a function that says in its name that it has no
 * limit of its own (`untimed…`) and is called in the same way.
 */

/** Modules whose functions wait for something outside, and the functions of them that do not. */
const OUTSIDE_MODULES =
  /^(?:node:(?:fs\/promises|child_process|events|dns\/promises|readline\/promises|stream\/promises|timers\/promises)|idb-keyval|@aws-sdk\/credential-provider-.*|@smithy\/shared-ini-file-loader)$/
const NOT_WAITING = new Set(['createStore', 'getHomeDir', 'spawn'])

/** Bodies of answers and files; a call of the SDK. */
const OUTSIDE_METHODS = new Set(['arrayBuffer', 'json', 'text', 'blob', 'bytes', 'formData', 'send'])

const MESSAGE =
  'This may never answer: wait for it in within(…) (waits/within.ts), or in a function named untimed… that is called there.'

const rule = {
  meta: { type: 'problem', messages: { untimed: MESSAGE } },
  create(context) {
    const outside = new Set()
    const check = node => {
      if (!isTimed(node)) context.report({ node, messageId: 'untimed' })
    }
    return {
      ImportDeclaration(node) {
        if (!OUTSIDE_MODULES.test(node.source.value)) return
        for (const { local } of node.specifiers) if (!NOT_WAITING.has(local.name)) outside.add(local.name)
      },
      CallExpression(node) {
        if (waitsOutside(node.callee, outside)) check(node)
        // `paths.map(stat)` calls it as well.
        for (const given of node.arguments) {
          if (given.type === 'Identifier' && waitsOutside(given, outside)) check(given)
        }
      },
      NewExpression(node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'Promise') check(node)
      },
      ForOfStatement(node) {
        if (node.await) check(node)
      },
    }
  },
}

function waitsOutside(callee, outside) {
  if (callee.type === 'Identifier') {
    return callee.name === 'fetch' || outside.has(callee.name) || isUntimedName(callee.name)
  }
  // `provider(options)()`: the SDK's credential providers.
  if (callee.type === 'CallExpression') return waitsOutside(callee.callee, outside)
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  const { name } = callee.property
  const own = callee.object.type === 'ThisExpression'
  return (!own && OUTSIDE_METHODS.has(name)) || isUntimedName(name) || rootOf(callee) === 'navigator'
}

function rootOf(node) {
  let at = node
  while (at.type === 'MemberExpression') at = at.object
  return at.type === 'Identifier' ? at.name : ''
}

function isTimed(node) {
  for (let at = node, above = node.parent; above; at = above, above = above.parent) {
    const isArgument = above.type === 'CallExpression' && above.callee !== at
    if (isArgument && above.callee.type === 'Identifier' && above.callee.name === 'within') return true
    if (isFunction(at) && isUntimedName(nameOf(at, above))) return true
  }
  return false
}

function isFunction({ type }) {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
}

function nameOf(fn, above) {
  const named = fn.id ?? (above.type === 'VariableDeclarator' ? above.id : above.key)
  return named?.type === 'Identifier' ? named.name : ''
}

function isUntimedName(name) {
  return /^untimed[A-Z]/.test(name)
}

export default { meta: { name: 'waits' }, rules: { timed: rule } }
