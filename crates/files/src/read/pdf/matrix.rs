//! Transformations of a page's points.

/// A transformation: `x' = ax + cy + e`, `y' = bx + dy + f`.
#[derive(Clone, Copy)]
pub struct Matrix(pub [f32; 6]);

impl From<[f64; 6]> for Matrix {
    fn from(m: [f64; 6]) -> Matrix {
        Matrix(m.map(|v| v as f32))
    }
}

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// The transformation that applies `self` first, then `other`.
    pub fn then(self, other: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [p, q, r, s, ..]) = (self.0, other.0);
        let (x, y) = other.apply(e, f);
        Matrix([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y])
    }

    pub fn apply(&self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The transformation with its own origin moved by `(x, y)`.
    pub fn moved(self, x: f32, y: f32) -> Matrix {
        let [a, b, c, d, ..] = self.0;
        let (e, f) = self.apply(x, y);
        Matrix([a, b, c, d, e, f])
    }

    /// The height of a unit after the transformation.
    pub fn height(&self) -> f32 {
        self.0[2].hypot(self.0[3])
    }

    /// The width of a line of width 1 after the transformation.
    pub fn scale(&self) -> f32 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }
}
