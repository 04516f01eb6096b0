"""Values of distribution functions to 20 digits, with mpmath 1.3: `python3 distributions.py > distributions.json`.

Arguments are doubles, taken as they are; results are rounded once, when Swift reads them. Quantiles are not inverted
here: a row of a quantile is a row of the distribution function read backwards (the argument is the answer).
"""
import json
from mpmath import mp, mpf, gammainc, erfc, sqrt, exp, pi, gamma, beta, log, findroot

mp.dps = 250


def text(v):
    if abs(v) < mpf(10) ** -307:
        return "0"  # no double holds it to full accuracy
    return mp.nstr(v, 20, min_fixed=0, max_fixed=0)


def incomplete_beta(a, b, x):
    """Lower part up to x, by the hypergeometric series in its form with positive terms only."""
    total = term = mpf(1)
    k = 0
    while term > total * mpf(10) ** -245:
        term *= (a + b + k) * x / (a + 1 + k)
        total += term
        k += 1
    return x ** a * (1 - x) ** b / (a * beta(a, b)) * total


def normal_row(x):
    x = mpf(x)
    return {"x": float(x), "density": exp(-x * x / 2) / sqrt(2 * pi), "lower": erfc(-x / sqrt(2)) / 2, "upper": erfc(x / sqrt(2)) / 2}


def chi_row(nu, x):
    a, h = mpf(nu) / 2, mpf(x) / 2
    return {"nu": nu, "x": x, "density": h ** (a - 1) * exp(-h) / gamma(a) / 2,
            "lower": gammainc(a, 0, h, regularized=True), "upper": gammainc(a, h, mp.inf, regularized=True)}


def lower_beta(a, b, x, y):
    """Near one the series is slow: the other part is taken, with digits to spare for what cancels."""
    return incomplete_beta(a, b, x) if x < mpf("0.995") else 1 - incomplete_beta(b, a, y)


def t_tail(n, t):
    return lower_beta(n / 2, mpf(1) / 2, n / (n + t * t), t * t / (n + t * t)) / 2


def t_row(nu, t):
    n, t_ = mpf(nu), mpf(t)
    tail = t_tail(n, t_)
    return {"nu": nu, "x": t, "density": (1 + t_ * t_ / n) ** (-(n + 1) / 2) / (sqrt(n) * beta(n / 2, mpf(1) / 2)),
            "lower": tail if t < 0 else 1 - tail, "upper": 1 - tail if t < 0 else tail}


def f_row(n1, n2, x):
    a, b, x_ = mpf(n1) / 2, mpf(n2) / 2, mpf(x)
    z, w = n1 * x_ / (n1 * x_ + n2), n2 / (n1 * x_ + n2)
    return {"n1": n1, "n2": n2, "x": x, "density": z ** a * w ** b / (beta(a, b) * x_),
            "lower": lower_beta(a, b, z, w), "upper": lower_beta(b, a, w, z)}


def normal_quantile(p):
    p = mpf(p)
    q = min(p, 1 - p)
    guess = -sqrt(-2 * log(q)) if q < mpf("0.02") else (q - mpf("0.5")) * sqrt(2 * pi)
    x = findroot(lambda z: log(erfc(-z / sqrt(2)) / 2) - log(q), guess)
    return {"p": float(p), "x": x if p <= mpf("0.5") else -x}


rows = {
    "normal": [normal_row(x) for x in
               [0, 1e-10, 1e-3, 0.1, 0.25, 0.5, 0.67448975, 1, 1.2815515, 1.6448536, 1.96, 2.5758293, 3, 3.2905267, 4, 5, 6, 7.5, 8.3, 10, 12.5, 15, 20, 25, 30, 35, 37, -0.001, -0.3, -1, -1.96, -3, -5, -8, -8.3, -10, -20, -30, -37]],
    "normal_quantile": [normal_quantile(p) for p in
                        [1e-300, 1e-200, 1e-100, 1e-50, 1e-20, 1e-16, 1e-12, 1e-10, 1e-8, 1e-6, 1e-5, 1e-4, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.024, 0.025, 0.05, 0.0749999, 0.075, 0.0750001, 0.1, 0.2, 0.25, 0.3, 0.4, 0.49, 0.499999, 0.51, 0.6, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 0.9999]],
    "chi_squared": [chi_row(nu, x) for nu in [0.5, 1, 2, 3, 4, 7, 10, 29, 31, 100, 500, 1000, 10000]
                    for x in sorted({round(nu * m, 8) for m in [1e-6, 0.01, 0.1, 0.5, 0.9, 1, 1.1, 1.5, 2, 3]} | {0.001, 0.169990, 3.841458820694124, 6.634896601021213, 10.32674, 33.24199, 100.0, 500.0, 1300.0})],
    "student_t": [t_row(nu, t) for nu in [0.5, 1, 2, 3.5, 5, 10, 29, 30, 100, 1000, 100000]
                  for t in [-40.0, -5.0, -1.5, -0.01, 1e-6, 0.1, 0.5, 1.0, 1.96, 2.5, 4.0, 8.0, 20.0, 100.0]],
    "fisher_f": [f_row(n1, n2, x) for n1, n2 in [(1, 1), (1, 10), (2, 5), (3, 7), (5, 2), (10, 30), (30, 10), (4, 1000), (200, 300), (1, 100000)]
                 for x in [1e-4, 0.05, 0.3, 0.8, 1.0, 1.2, 2.0, 3.9, 10.0, 40.0]],
}
print("{")
print(' "software": "mpmath %s, 250 digits",' % __import__("mpmath").__version__)
blocks = []
for name, table in rows.items():
    lines = ["  " + json.dumps({k: (v if isinstance(v, (int, float)) else "@" + text(v)) for k, v in row.items()}).replace('"@', "").replace('"}', "}").replace('",', ",") for row in table]
    blocks.append(' "%s": [\n%s\n ]' % (name, ",\n".join(lines)))
print(",\n".join(blocks))
print("}")
