/** Work that is called for while it is under way is done once more, and never twice at a time. */
export function oneAtATime(run: () => Promise<void>, onTrouble: (error: unknown) => void): () => void {
  let isUnderWay = false;
  let isDue = false;
  const runWhileDue = async (): Promise<void> => {
    isUnderWay = true;
    try {
      while (isDue) {
        isDue = false;
        await run();
      }
    } catch (error) {
      onTrouble(error);
    } finally {
      isUnderWay = false;
    }
  };
  return () => {
    isDue = true;
    if (!isUnderWay) void runWhileDue();
  };
}
