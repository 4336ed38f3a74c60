/** What stands in the answers of the desk, piece by piece as it is written. */
export type ToldEvent = {
  readonly cursor: string;
  readonly id: string;
  readonly guid: string;
  readonly version: number;
  readonly sequence?: number;
};

export type Piece =
  | { readonly kind: 'stream' | 'opening' | 'sign' }
  | { readonly kind: 'event'; readonly cursor: string; readonly told: ToldEvent }
  | { readonly kind: 'beat'; readonly cursor: string }
  | { readonly kind: 'end'; readonly reason: string }
  | { readonly kind: 'page'; readonly events: readonly ToldEvent[]; readonly next: string; readonly more: boolean }
  | { readonly kind: 'problem'; readonly status: number };

/** For one connection: its answer is read from one text after the other. */
export function piecesOf(): (text: string) => readonly Piece[] {
  let isStream = false;
  return (text) => {
    if (isStream) return framesIn(text);
    const at = text.indexOf('\r\n\r\n');
    const [head, body] = [text.slice(0, at), text.slice(at + 4)];
    const status = Number(head.split(' ')[1]);
    if (status !== 200) return [{ kind: 'problem', status }];
    isStream = head.toLowerCase().includes('content-type: text/event-stream');
    if (isStream) return [{ kind: 'stream' }, ...framesIn(body)];
    return [{ kind: 'page', ...(JSON.parse(body) as Omit<Extract<Piece, { kind: 'page' }>, 'kind'>) }];
  };
}

function framesIn(text: string): readonly Piece[] {
  const frames = text.split('\n\n');
  if (frames.pop() !== '') throw new Error(`a frame is not whole: ${text}`);
  return frames.map(frameOf);
}

function frameOf(frame: string): Piece {
  const fields = new Map(
    frame.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
  const [id, told, event] = [fields.get('id'), fields.get('data'), fields.get('event')];
  if (event === 'end') return { kind: 'end', ...(JSON.parse(told ?? '') as { reason: string }) };
  if (id !== undefined && told !== undefined) return { kind: 'event', cursor: id, told: JSON.parse(told) as ToldEvent };
  if (id !== undefined) return { kind: 'beat', cursor: id };
  if (fields.has('retry')) return { kind: 'opening' };
  if (frame === ':') return { kind: 'sign' };
  throw new Error(`a frame that nobody knows: ${frame}`);
}
