/** A run of Chinese characters, or a word of another script. */
const RUNS = /\p{Script=Han}+|[^\p{Script=Han}\s]+/gu
const HAN = /^\p{Script=Han}/u

/**
 * What a folded text is found by: each word with what it is an abbreviation of or is abbreviated to, and of Chinese, which
 * does not part its words, each character and each two neighbours.
 */
export function indexTerms(folded: string): string[] {
  return runsOf(folded).flatMap((run) =>
    isChinese(run) ? [...run, ...pairsOf(run)] : (ABBREVIATIONS.get(run) ?? [run]),
  )
}

/** What a folded question must find: pairs hold more of the meaning than characters. */
export function queryTerms(folded: string): string[] {
  const runs = runsOf(folded)
  const telling = runs.filter((run) => !SMALL_WORDS.has(run))
  return (telling.length > 0 ? telling : runs).flatMap((run) =>
    isChinese(run) && run.length > 1 ? pairsOf(run) : [run],
  )
}

export function isChinese(term: string): boolean {
  return HAN.test(term)
}

function runsOf(folded: string): readonly string[] {
  return folded.match(RUNS) ?? []
}

function pairsOf(run: string): string[] {
  const characters = [...run]
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}

/** People leave them out or put others. */
const SMALL_WORDS: ReadonlySet<string> = new Set(
  'the of and at in de da do das dos e em na no o a os as'.split(' '),
)

/** As Macao's signs and lists write them. */
const ABBREVIATIONS: ReadonlyMap<string, string[]> = new Map(
  [
    ['s', 'sao', 'santo', 'santa', 'sta', 'sto', 'st', 'saint'],
    ['av', 'ave', 'avenida', 'avenue'],
    ['r', 'rua'],
    ['est', 'estrada'],
    ['dr', 'doutor'],
    ['eng', 'engenheiro'],
    ['ed', 'edif', 'edificio'],
  ].flatMap((group) => group.map((word) => [word, group] as const)),
)
