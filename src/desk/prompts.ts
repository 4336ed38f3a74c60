/** Word to whoever has work to do after something has happened in this process. */

export type Prompts = {
  readonly call: () => void;
  /** Until disposed of. */
  readonly on: (follow: () => void) => Disposable;
};

export function newPrompts(): Prompts {
  const following = new Set<() => void>();
  return {
    call() {
      for (const follow of following) follow();
    },
    on(follow) {
      following.add(follow);
      return { [Symbol.dispose]: () => void following.delete(follow) };
    },
  };
}
