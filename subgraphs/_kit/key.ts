/**
 * What a gateway sends of an entity that has `@key(fields: …)`: these fields, in the types of its published class. Of a
 * field that the class lacks it is `never`, which nothing can be read from.
 *
 * @example references = { Stop: ({ route, sequence }: KeyOf<Stop, 'route { id } sequence'>) => … }
 */
export type KeyOf<T extends object, Fields extends string> =
  ReadFields<T, Words<Fields>> extends [infer Key, []] ? { readonly __typename: string } & Key : never

/** The words of a field set, braces among them. */
type Words<Text extends string> = Text extends `${infer First} ${infer Rest}`
  ? [...Words<First>, ...Words<Rest>]
  : Text extends ''
    ? []
    : [Text]

/** The fields up to the end or a closing brace, and the words behind it; null where the class lacks one. */
type ReadFields<T, Rest, Read = unknown> = Rest extends []
  ? [Read, []]
  : Rest extends ['}', ...infer Behind]
    ? [Read, Behind]
    : Rest extends [infer Name extends keyof T, '{', ...infer Below]
      ? ReadFields<NonNullable<T[Name]>, Below> extends [infer Inner, infer Behind]
        ? ReadFields<T, Behind, Read & { readonly [N in Name]: Inner }>
        : null
      : Rest extends [infer Name extends keyof T, ...infer Behind]
        ? ReadFields<T, Behind, Read & { readonly [N in Name]: T[N] }>
        : null
