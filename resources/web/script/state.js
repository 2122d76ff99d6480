/* What the script knows of its page. All files of this folder are one function, in the order of `render.SCRIPT`. */
var body = document.body, me = body.getAttribute('data-me');
if (!me || !window.DOMParser || !window.XMLHttpRequest) { return; }

/* Milliseconds, where nothing else is said. */
var TIMEOUT = 6000;   /* a request that takes longer has failed */
var SILENCE = 13000;  /* a stream without a message for so long is lost; the host sends one every five seconds */
var CALM = 4000;      /* so long a lost connection is not mentioned */
var LONG = 20000;     /* after so long the laptop may have another address */
var READ = 20000;     /* so long a notice stays, whatever others change */
var TICK = 5000;      /* how often the connection is checked */
var FRESH = 7000;     /* after a sign of life so recent a link is followed without asking the host first */
var SEEN = 150;       /* so long the chosen card is seen chosen before the next pair comes */
var DOUBLE = 300;     /* a second tap within this time is a double tap */
var SLOW = 1000;      /* after so long it is said that something is still being sent */
var AGAIN = 500;      /* a page is fetched again after this, when a fetch is under way */
var TRIES = 5;        /* how often an answer is sent again that the host fails on */
var MOST = 30;        /* seconds that the host may put a phone off at the most */
var STAMPED = 'form[data-stamp]';  /* the form of a question that is answered in place: its pair has a stamp */

/* The queue of answers, each { to, body, page, tries }; kept in the browser under `own`, other tabs' beside it. */
var store = 'tupailta:' + me, thisPage = Date.now() + newId(), own = store + '/' + thisPage;
var saved = false;       /* whether the queue is kept under `own` */
var queue = load();
var sending = false;     /* a request with the first of the queue is under way */
var retry = 0;           /* how often in a row it was not taken */
var putOff = false;      /* the host has said when to come again, and it is not time yet */
var hostBusy = false;    /* the host answers, but takes nothing at present */
var refused = [];        /* answers' pages that say why something was refused, to be shown when the queue is empty */
var afterQueue = null;   /* the form that makes room for the next person; sent when the queue is empty */
var arrived = 0;         /* how many answers were taken: a page that was asked for before the last one is old */

/* The connection. */
var version = null;      /* the evening's version that was heard last */
var stream = null;       /* the EventSource; without one the host is polled */
var failures = 0;        /* how often in a row the stream was refused */
var heardAt = Date.now(), wellAt = Date.now();  /* the last sign of life; the former also a new try for one */
var tickAt = Date.now();
var lostAt = 0;          /* since when the connection is said to be lost; 0 while it is well */
var fetching = false;    /* a page is being fetched */
var misses = 0;          /* how often in a row that failed */
var leaving = false;     /* before a link is followed the host is asked whether it is there */
var leaveFailed = false; /* it was not */
var retryTimer = 0, restTimer = 0, slowTimer = 0, lostTimer = 0, fetchTimer = 0;

/* The screen. */
var pressed = null;      /* the button that was pressed last, for the form that it sends */
var shownAt = Date.now(), sentAt = 0;
var stepped = false;     /* the next question is shown already, before the answer to the last one has come */
var spare = null;        /* a question's screen that is kept while another page is shown */
var link = document.getElementById('link');     /* the bar about the connection */
var slow = document.getElementById('sending');  /* the bar about what is on its way */
var news = document.getElementById('news');     /* what a screen reader says */
