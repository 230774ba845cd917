import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Two lint rules for what a stranger may have written.
 *
 * `names`: a name from outside may be `constructor` or `__proto__`, which every object has or takes for more than a name. TypeScript lets
 * a text look into an object only where its type says so (`Record<string, …>`, `JsonRecord`), so such an object is not asked by a name that
 * may be anything: `memberOf` and `setMember` (history/json-value.ts), a Map, or Object.hasOwn are. No types are known here: an object is
 * one of those where it, the property it is taken from or the function it comes from is declared so, or where `isRecord` was asked.
 *
 * `json`: `JSON.parse` takes any depth, at fifty bytes a bracket: `parseJson` and `tryParse` refuse what nests too deep.
 */

const ANY_NAME = String.raw`(?:Readonly<|Partial<|Promise<)*(?:Record<string,|JsonRecord\b|\{\s*(?:readonly\s+)?\[\w+: string\])`
const DECLARED = new RegExp(String.raw`(\w+)\??: ${ANY_NAME}`, 'g')
const RETURNED = new RegExp(String.raw`(\w+)(?:<[^>()]*>)?\([^()]*(?:\([^()]*\)[^()]*)*\): ${ANY_NAME}`, 'g')
const NARROWED = /\bis(?:Record|Object)\((\w+)\)/g

let everywhere

/** What other files may take from these: properties and functions, by name. */
function declaredEverywhere(root) {
  if (everywhere !== undefined) return everywhere
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  const sources = files.filter(isOurs).map(name => readFileSync(join(root, 'src', name), 'utf8'))
  const properties = new RegExp(String.raw`^\s+(?:readonly )(\w+)\??: ${ANY_NAME}`, 'gm')
  everywhere = { properties: namesIn(sources, properties), functions: namesIn(sources, RETURNED) }
  return everywhere
}

function isOurs(name) {
  return /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name)
}

function namesIn(sources, pattern) {
  return new Set(sources.flatMap(source => Array.from(source.matchAll(pattern), ([, name]) => name)))
}

const names = {
  meta: {
    type: 'problem',
    messages: {
      look: 'This name may be one that every object inherits: ask memberOf (history/json-value.ts), a Map or Object.hasOwn.',
      set: 'This name may be __proto__: set it with setMember (history/json-value.ts), or in a Map.',
    },
  },
  create(context) {
    const { text } = context.sourceCode
    const { properties, functions } = declaredEverywhere(context.cwd)
    const variables = new Set([...namesIn([text], DECLARED), ...namesIn([text], NARROWED)])

    function takesAnyName(node) {
      switch (node?.type) {
        case 'Identifier':
          return variables.has(node.name) || comesFrom(node)
        case 'MemberExpression':
          return !node.computed && properties.has(node.property.name)
        case 'ChainExpression':
        case 'TSNonNullExpression':
          return takesAnyName(node.expression)
        case 'TSAsExpression':
          return new RegExp(`^${ANY_NAME}`).test(text.slice(...node.typeAnnotation.range))
        case 'AwaitExpression':
          return takesAnyName(node.argument)
        case 'CallExpression':
          return node.callee.object?.name !== 'Array' && functions.has(node.callee.name ?? node.callee.property?.name)
        case 'LogicalExpression':
          return takesAnyName(node.left)
        default:
          return false
      }
    }

    /** `const counts = countsOf(run)`, `const { details } = event`. */
    function comesFrom(node) {
      const definition = definitionOf(context.sourceCode.getScope(node), node.name)
      if (definition?.node.type !== 'VariableDeclarator') return false
      const { id, init } = definition.node
      if (id.type === 'ObjectPattern')
        return id.properties.some(({ key, value }) => isNamed(value, node.name) && properties.has(key?.name))
      return init !== node && init !== null && takesAnyName(init)
    }

    return {
      BinaryExpression(node) {
        if (node.operator === 'in' && !isFixed(node.left) && !isCount(node.left))
          context.report({ node, messageId: 'look' })
      },
      MemberExpression(node) {
        if (!node.computed || isFixed(node.property) || !takesAnyName(node.object)) return
        if (isCount(node.property) || isOwnName(node, context) || isOneOfOurs(node.property, context)) return
        const { parent } = node
        const isSet = parent.type === 'AssignmentExpression' && parent.left === node
        context.report({ node, messageId: isSet ? 'set' : 'look' })
      },
    }
  },
}

function definitionOf(scope, name) {
  for (let at = scope; at; at = at.upper) {
    const found = at.set.get(name)
    if (found !== undefined) return found.defs[0]
  }
  return undefined
}

function isNamed(pattern, name) {
  const target = pattern?.type === 'AssignmentPattern' ? pattern.left : pattern
  return target?.type === 'Identifier' && target.name === name
}

/** Written here: no stranger's. */
function isFixed(node) {
  return node.type === 'Literal' || node.type === 'PrivateIdentifier'
}

/** A place in a list: as places are called here, and what is reckoned with them. */
function isCount(node) {
  if (node.type === 'Identifier') return /^(?:at|i|index|row|position)$|[a-z](?:At|Index|Row|Position)$/.test(node.name)
  return node.type === 'BinaryExpression' && node.operator !== '+' && isCount(node.left)
}

/** `FIELDS.map(field => details[field])`, `for (const field of ['input', 'output'])`, `const NAME = 'Status'`: written here, one as the other. */
function isOneOfOurs(node, { sourceCode }) {
  if (node.type !== 'Identifier') return false
  const definition = definitionOf(sourceCode.getScope(node), node.name)
  const declared = definition?.node
  if (declared?.type === 'VariableDeclarator') {
    const loop = declared.parent.parent
    if (loop.type === 'ForOfStatement') return isOurList(loop.right)
    return declared.init?.type === 'Literal'
  }
  const call = declared?.parent
  return (
    declared?.type === 'ArrowFunctionExpression' &&
    call?.type === 'CallExpression' &&
    call.callee.type === 'MemberExpression' &&
    isOurList(call.callee.object)
  )
}

function isOurList(node) {
  if (node.type === 'Identifier') return /^[A-Z][A-Z_]+$/.test(node.name)
  if (node.type === 'TSAsExpression') return isOurList(node.expression)
  if (node.type === 'CallExpression') return node.callee.property?.name === 'filter' && isOurList(node.callee.object)
  return (
    node.type === 'ArrayExpression' &&
    node.elements.every(element => element?.type === 'Literal' || element?.type === 'ArrayExpression')
  )
}

/** `for (const name in details) … details[name]`, and `Object.hasOwn(groups, group) ? groups[group] : …`. */
function isOwnName(node, context) {
  const name = context.sourceCode.getText(node.property)
  const object = context.sourceCode.getText(node.object)
  for (let at = node.parent; at; at = at.parent) {
    const around = at.type === 'ForInStatement' ? context.sourceCode.getText(at.left) : ''
    if (new RegExp(String.raw`^(?:const|let) ${name}$`).test(around)) {
      if (context.sourceCode.getText(at.right) === object) return true
    }
    if (at.type === 'ConditionalExpression' || at.type === 'IfStatement' || at.type === 'LogicalExpression') {
      const asked = context.sourceCode.getText(at.test ?? at.left)
      if (asked.includes(`Object.hasOwn(${object}, ${name})`)) return true
    }
  }
  return false
}

const json = {
  meta: {
    type: 'problem',
    messages: { depth: 'This may nest without end: read it with parseJson or tryParse (history/json-value.ts).' },
  },
  create(context) {
    return {
      MemberExpression(node) {
        const { object, property } = node
        if (object.type !== 'Identifier' || object.name !== 'JSON' || property.name !== 'parse') return
        context.report({ node, messageId: 'depth' })
      },
    }
  },
}

export default { meta: { name: 'foreign' }, rules: { names, json } }
