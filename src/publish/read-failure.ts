/** Why a file or folder cannot be read, in words for whoever looks after the desk. */

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read it; check its owner and mode',
  EPERM: 'this user may not read it; check its owner and mode',
  ENOENT: 'it is not there; make the folder, or point --desk at another desk',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads back to itself',
  EIO: 'the disk failed; check the disk',
};

export function readFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
