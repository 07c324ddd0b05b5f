import { PEERS } from '../peers.mjs'

export const STANDARD_EFFORT = { rounds: 5, seconds: 10, warmup: 5, connections: 50 }

/**
 * `heavy --seconds=3 --rounds=2 --peers=ours,apollo --mode=unshared`
 * @param {readonly string[]} words
 */
export function parseArguments(words) {
  const name = words.find((word) => !word.startsWith('--'))
  const given = Object.fromEntries(words.filter((word) => word.startsWith('--')).map(parseOption))
  const unknown = Object.keys(given).find(
    (key) => !(key in STANDARD_EFFORT) && key !== 'peers' && key !== 'mode',
  )
  if (unknown)
    throw new Error(
      `Expected --seconds, --warmup, --rounds, --connections, --peers or --mode, got --${unknown}.`,
    )
  return {
    name,
    effort: { ...parseNumbers(given), ...parsePeers(given.peers), modes: parseModes(given.mode) },
  }
}

function parseOption(word) {
  const [key, value = ''] = word.slice(2).split('=')
  return [key, value]
}

/** Only what was said: a question fills in the rest. */
function parseNumbers(given) {
  const said = Object.keys(STANDARD_EFFORT).filter((key) => given[key] !== undefined)
  return Object.fromEntries(said.map((key) => [key, parseNumber(key, given[key])]))
}

function parseNumber(key, text) {
  const value = Number(text)
  if (!(value > 0)) throw new Error(`Expected a number above 0 for --${key}, got "${text}".`)
  return value
}

/** Unless peers are named, a question chooses its own. */
function parsePeers(text) {
  if (text === undefined) return {}
  const peers = text.split(',')
  const stranger = peers.find((peer) => !PEERS.some(({ name }) => name === peer))
  if (stranger)
    throw new Error(`Expected peers among ${PEERS.map(({ name }) => name).join(', ')}, got "${stranger}".`)
  return { peers }
}

function parseModes(text) {
  const modes = text === undefined ? ['unshared', 'shared'] : [text]
  if (!['unshared', 'shared'].includes(modes[0]))
    throw new Error(`Expected --mode=unshared or shared, got "${text}".`)
  return modes
}
