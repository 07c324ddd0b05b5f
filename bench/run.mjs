import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArguments, STANDARD_EFFORT } from './kit/arguments.mjs'
import { describeMachine, listVersions, printMachine } from './kit/machine.mjs'
import access from './questions/access.mjs'
import live from './questions/live.mjs'
import heavy from './questions/heavy.mjs'
import entities from './questions/entities.mjs'
import batching from './questions/batching.mjs'
import macao from './questions/macao.mjs'
import macaoDefault from './questions/macaoDefault.mjs'
import planning from './questions/planning.mjs'
import start from './questions/start.mjs'
import profile from './questions/profile.mjs'
import parts from './questions/parts.mjs'
import siege from './questions/siege.mjs'
import swap from './questions/swap.mjs'
import search from './questions/search.mjs'
import seen from './questions/seen.mjs'
import small from './questions/small.mjs'
import warm from './questions/warm.mjs'
import warmCompressed from './questions/warmCompressed.mjs'
import warmRedis from './questions/warmRedis.mjs'
import subgraphs from './questions/subgraphs.mjs'

/** @typedef {{ name: string, about: string, effort?: object, measure: (effort: object) => Promise<{ text: string, data: unknown }> }} Question */
/** @type {readonly Question[]} */
const QUESTIONS = [
  heavy,
  small,
  warm,
  warmCompressed,
  warmRedis,
  macao,
  macaoDefault,
  entities,
  subgraphs,
  batching,
  planning,
  start,
  swap,
  profile,
  access,
  siege,
  seen,
  search,
  live,
  parts,
]

const { name, effort: given } = parseArguments(process.argv.slice(2))
const question = QUESTIONS.find((one) => one.name === name)
if (question) await answer(question)
else listQuestions()

async function answer({ name, about, effort: usual, measure }) {
  const effort = { ...STANDARD_EFFORT, ...usual, ...given }
  const machine = describeMachine()
  const versions = listVersions()
  const date = new Date().toISOString().slice(0, 10)
  const command = `npm run bench -- ${process.argv.slice(2).join(' ')}`
  const { text, data } = await measure(effort)
  const page = [
    `# ${name}: ${about}`,
    `\`${command}\`, ${date}`,
    printMachine(machine),
    printVersions(versions),
    text,
  ].join('\n\n')
  const folder = new URL('results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${name}.md`, folder), `${page}\n`)
  writeFileSync(
    new URL(`${name}.json`, folder),
    `${JSON.stringify({ name, command, date, machine, versions, effort, data }, null, 2)}\n`,
  )
  process.stdout.write(`${page}\n`)
}

function printVersions(versions) {
  return `${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.`
}

function listQuestions() {
  if (name !== undefined) process.exitCode = 1
  const lines = QUESTIONS.map((one) => `  ${one.name.padEnd(10)} ${one.about}`)
  process.stdout.write(`npm run bench -- <question> [--seconds=10] [--rounds=5]\n\n${lines.join('\n')}\n`)
}
