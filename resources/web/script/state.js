/* What the script knows of its page. All files of this folder are one function, in the order of `render.SCRIPT`. */
var body = document.body, me = body.getAttribute('data-me');
if (!me || !window.DOMParser || !window.XMLHttpRequest) { return; }

var TIMEOUT = 6000, SILENCE = 13000, CALM = 4000, LONG = 20000, READ = 20000, TICK = 5000, TRIES = 5, FRESH = 7000, SEEN = 150, DOUBLE = 300, SLOW = 1000, AGAIN = 500, MOST = 30;
var STAMPED = 'form[data-stamp]';
var store = 'tupailta:' + me, thisPage = Date.now() + newId(), own = store + '/' + thisPage, saved = false, queue = load();
var sending = false, retry = 0, retryTimer = 0, restTimer = 0, slowTimer = 0, lostTimer = 0, lostAt = 0;
var version = null, heardAt = Date.now(), wellAt = Date.now(), tickAt = Date.now(), stream = null, failures = 0;
var fetching = false, fetchTimer = 0, misses = 0, arrived = 0, pressed = null, refused = [];
var shownAt = Date.now(), sentAt = 0, stepped = false, spare = null, leaving = false, lastly = null, astray = false, unable = false, told = false;
var link = document.getElementById('link'), slow = document.getElementById('sending'), news = document.getElementById('news');
