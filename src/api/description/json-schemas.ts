/** JSON Schemas (2020-12) of the schemas that validate, with those that have a name among the components. */
import { z } from 'zod';

export type JsonSchema = { readonly [keyword: string]: unknown };

export type Components = Map<string, JsonSchema>;

/** `input`: what is taken; `output`: what is answered. Named ones go to `components`, and are referred to from there. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output', components: Components): JsonSchema {
  const made = z.toJSONSchema(schema, { target: 'draft-2020-12', io });
  const { $schema: _dialect, $defs = {}, ...rest } = atHome(made);
  for (const [name, named] of Object.entries($defs)) {
    const known = components.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(named)) {
      throw new Error(`there are two different schemas by the name of ${name}`);
    }
    components.set(name, named);
  }
  return rest;
}

type WithDefinitions = JsonSchema & { readonly $defs?: Readonly<Record<string, JsonSchema>> };

/** References go where OpenAPI keeps schemas; the bounds of JavaScript's integers say nothing. */
function atHome(schema: object): WithDefinitions {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key === '$ref' && typeof value === 'string') return value.replace('#/$defs/', '#/components/schemas/');
    const isBound = key === 'minimum' || key === 'maximum';
    return isBound && typeof value === 'number' && Math.abs(value) === Number.MAX_SAFE_INTEGER ? undefined : value;
  });
  const made: WithDefinitions = JSON.parse(text);
  return made;
}
