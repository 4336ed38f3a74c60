/**
 * The one script of the site: a button beside each address that copies it. Without script, or where the browser keeps the
 * clipboard to itself (a page that is not secure), there is no button, and the address stands there to be selected.
 */
export const copyScript: string = `'use strict';
{
  const words = document.querySelector('script[data-copy][data-copied]').dataset;
  const told = document.createElement('p');
  told.className = 'unseen';
  told.setAttribute('role', 'status');
  const addresses = navigator.clipboard === undefined ? [] : document.querySelectorAll('a[data-copy]');
  if (addresses.length > 0) document.querySelector('main').append(told);
  for (const address of addresses) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = words.copy;
    button.setAttribute('aria-label', words.copy + ' ' + address.textContent);
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(address.textContent);
      button.textContent = words.copied;
      told.textContent = words.copied;
      setTimeout(() => {
        button.textContent = words.copy;
        told.textContent = '';
      }, 2000);
    });
    address.after(button);
  }
}
`;
