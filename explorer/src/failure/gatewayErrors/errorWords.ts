/** What the gateway's failures are in another language than its own English. */
export interface ErrorWords {
  /** By the code of an error (docs/guides/clients.md): what it means. */
  readonly codes: Readonly<Record<string, string>>
  /** Messages that name something, with what they name. */
  readonly messages: MessageWords
}

/** Each takes what its pattern finds; the last of some is what may have been meant. */
export type MessageWords = Readonly<Record<KnownMessage, (...parts: readonly string[]) => string>>

export type KnownMessage = keyof typeof KNOWN_MESSAGES

/** What people who write queries meet most: mistakes that the gateway finds by the schema, in the words of graphql-js 16. */
export const KNOWN_MESSAGES = {
  noField: /^Cannot query field "(.+?)" on type "(.+?)"\.(?: Did you mean (.+)\?)?$/,
  noArgument: /^Unknown argument "(.+?)" on field "(.+?)"\.(?: Did you mean (.+)\?)?$/,
  noType: /^Unknown type "(.+?)"\.(?: Did you mean (.+)\?)?$/,
  noValue: /^Value "(.+?)" does not exist in "(.+?)" enum\.(?: Did you mean (.+)\?)?$/,
  noVariable: /^Variable "(.+?)" is not defined(?: by operation ".+")?\.$/,
  unusedVariable: /^Variable "(.+?)" is never used(?: in operation ".+")?\.$/,
  needsVariable: /^Variable "(.+?)" of required type "(.+?)" was not provided\.$/,
  needsArgument: /^Field "(.+?)" argument "(.+?)" of type "(.+?)" is required, but it was not provided\.$/,
  needsSelection: /^Field "(.+?)" of type "(.+?)" must have a selection of subfields\./,
  takesNoSelection: /^Field "(.+?)" must not have a selection since type "(.+?)" has no subfields\.$/,
  syntax: /^Syntax Error: (.+)$/,
} as const

/** In other words; null where neither the message nor its code is known. `isWhole` where nothing of the message is lost. */
export function translateError(
  words: ErrorWords,
  message: string,
  code: string | undefined,
): { readonly text: string; readonly isWhole: boolean } | null {
  for (const known of Object.keys(KNOWN_MESSAGES).filter(isKnown)) {
    const found = KNOWN_MESSAGES[known].exec(message)
    if (found)
      return { text: words.messages[known](...found.slice(1).map((part) => part ?? '')), isWhole: true }
  }
  const text = code !== undefined && Object.hasOwn(words.codes, code) ? words.codes[code] : undefined
  return text === undefined ? null : { text, isWhole: false }
}

function isKnown(name: string): name is KnownMessage {
  return Object.hasOwn(KNOWN_MESSAGES, name)
}
