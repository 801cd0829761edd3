'use strict';
// The page is complete without this: it adds the values under the pointer, and legends that switch series off and on.
for (const figure of document.querySelectorAll('figure[data-plot]')) {
  const canvas = figure.querySelector('.canvas');
  const svg = canvas.querySelector('svg');
  const series = [...svg.querySelectorAll('[data-series]')];
  const split = (element, name) => (element.dataset[name] || '').split('|');
  const times = split(svg, 'times');
  const places = split(svg, 'places').map(Number);
  const isStack = figure.dataset.plot === 'stack';
  const shown = series.map(() => true);

  // As StackedPlot.cs draws it: columns of width 1, the scale from 0 to 1000.
  const restack = () => {
    const base = times.map(() => 0);
    const top = Number(svg.dataset.top);
    series.forEach((path, i) => {
      let d = '';
      if (shown[i]) {
        for (const [column, value] of split(path, 'values').map(Number).entries()) {
          if (value > 0) {
            const from = 1000 - base[column] / top * 1000;
            base[column] += value;
            d += `M${column + 0.06} ${from.toFixed(1)}V${(1000 - base[column] / top * 1000).toFixed(1)}H${column + 0.94}V${from.toFixed(1)}Z`;
          }
        }
      }
      path.setAttribute('d', d);
    });
  };

  figure.querySelectorAll('.legend button').forEach((button, i) => button.addEventListener('click', () => {
    shown[i] = !shown[i];
    button.setAttribute('aria-pressed', shown[i]);
    if (isStack) {
      restack();
    } else {
      series[i].style.display = shown[i] ? '' : 'none';
    }
  }));

  const add = (name, parent) => {
    const element = document.createElement('div');
    element.className = name;
    element.hidden = true;
    parent.append(element);
    return element;
  };
  const cursor = add('cursor', canvas);
  const tip = add('tip', canvas);
  tip.setAttribute('role', 'status');
  let at = -1;

  const row = (left, right, swatch) => {
    const line = document.createElement('div');
    const name = document.createElement('span');
    if (swatch) {
      const mark = document.createElement('i');
      mark.className = 'swatch ' + swatch;
      name.append(mark);
    }
    name.append(left);
    line.append(name, right);
    tip.append(line);
  };

  const show = index => {
    at = Math.max(0, Math.min(times.length - 1, index));
    tip.replaceChildren();
    row(times[at], '');
    series.forEach((path, i) => {
      const told = split(path, 'told')[at];
      if (shown[i] && told && told !== '0') {
        row(path.dataset.series, told, path.dataset.color);
      }
    });
    const plot = svg.getBoundingClientRect();
    const left = plot.left - canvas.getBoundingClientRect().left;
    const x = left + places[at] / 1000 * plot.width;
    cursor.style.left = `${x}px`;
    cursor.style.top = `${svg.dataset.from}px`;
    cursor.style.height = `${svg.dataset.height}px`;
    cursor.hidden = tip.hidden = false;
    tip.style.left = x > canvas.clientWidth / 2 ? '' : `${x + 10}px`;
    tip.style.right = x > canvas.clientWidth / 2 ? `${canvas.clientWidth - x + 10}px` : '';
  };
  const hide = () => { cursor.hidden = tip.hidden = true; };

  svg.addEventListener('pointermove', event => {
    const plot = svg.getBoundingClientRect();
    const place = (event.clientX - plot.left) / plot.width * 1000;
    show(places.reduce((best, p, i) => Math.abs(p - place) < Math.abs(places[best] - place) ? i : best, 0));
  });
  svg.addEventListener('pointerleave', hide);
  svg.setAttribute('tabindex', '0');
  svg.addEventListener('blur', hide);
  svg.addEventListener('keydown', event => {
    const move = { ArrowLeft: -1, ArrowRight: 1, Home: -1e6, End: 1e6 }[event.key];
    if (move) {
      event.preventDefault();
      show(at + move);
    } else if (event.key === 'Escape') {
      hide();
    }
  });
}
