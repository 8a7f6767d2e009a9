//! The order of the functions in a module.
//!
//! Packing replaces what stands within 32 KB before. So functions that are like each other are put
//! near each other, which makes the packed modules 3 to 4 % smaller and changes nothing else.

use std::cmp::Reverse;
use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::fs;
use std::path::Path;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

use crate::command::Result;

/// Functions are alike by the runs of so many bytes that both have.
const RUN: usize = 5;
/// A run that more functions have than this tells nothing of them.
const COMMON: usize = 400;
/// The bytes of functions to which the next one is compared.
const NEAR: usize = 24_000;

/// Puts the functions of a module in order, in place.
pub fn sort(module: &Path) -> Result<()> {
    Ok(fs::write(module, sorted(&fs::read(module)?)?)?)
}

/// A module with its functions in order.
fn sorted(module: &[u8]) -> Result<Vec<u8>> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let order = by_likeness(&bodies);
    let mut places = vec![0; order.len()];
    order.iter().zip(0..).for_each(|(function, place)| places[*function] = place);
    let mut sorted = Module::new();
    Order { imported, order, places }.parse_core_module(&mut sorted, Parser::new(0), module)?;
    Ok(sorted.finish())
}

/// Which function is put next each time: the one that has most runs in common with the last ones,
/// for its length.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let mut numbers: HashMap<&[u8], usize> = HashMap::new();
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for body in bodies {
        let number = |run| {
            let count = numbers.len();
            *numbers.entry(run).or_insert(count)
        };
        let mut all: Vec<usize> = body.windows(RUN).map(number).collect();
        all.sort_unstable();
        all.dedup();
        runs.push(all);
    }
    let mut having: Vec<Vec<usize>> = vec![Vec::new(); numbers.len()];
    runs.iter().enumerate().for_each(|(i, runs)| runs.iter().for_each(|run| having[*run].push(i)));
    having.iter_mut().filter(|all| all.len() > COMMON).for_each(Vec::clear);

    let mut shared = vec![0_usize; bodies.len()];
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let (mut order, mut near, mut held) = (Vec::new(), VecDeque::new(), 0);
    let fits = |shared: &[usize], i: usize| shared[i] * shared[i] * 64 / (runs[i].len() + 9);
    while let Some(at) = (0..left.len()).max_by_key(|at| {
        let i = left[*at];
        (fits(&shared, i), if order.is_empty() { bodies[i].len() } else { 0 }, Reverse(i))
    }) {
        let next = left.swap_remove(at);
        order.push(next);
        near.push_back(next);
        held += bodies[next].len();
        runs[next].iter().flat_map(|run| &having[*run]).for_each(|i| shared[*i] += 1);
        while held > NEAR && near.len() > 1 {
            let Some(last) = near.pop_front() else { break };
            held -= bodies[last].len();
            runs[last].iter().flat_map(|run| &having[*run]).for_each(|i| shared[*i] -= 1);
        }
    }
    order
}

/// Writes a module anew with its functions in another order.
struct Order {
    /// How many functions it imports, which come first.
    imported: u32,
    /// Its own functions by their old numbers, in the new order.
    order: Vec<usize>,
    /// The new number of each.
    places: Vec<u32>,
}

impl Reencode for Order {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> std::result::Result<u32, Error<Infallible>> {
        let own = function.checked_sub(self.imported);
        Ok(own.map_or(function, |own| self.imported + self.places[own as usize]))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader,
    ) -> std::result::Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<std::result::Result<Vec<_>, _>>()?;
        for i in self.order.clone() {
            functions.function(self.type_index(types[i])?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader,
    ) -> std::result::Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<std::result::Result<Vec<_>, _>>()?;
        for i in self.order.clone() {
            self.parse_function_body(code, bodies[i].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ExportKind, ExportSection, Function, TypeSection, ValType};
    use wasmparser::Validator;

    use super::*;

    #[test]
    fn like_functions_are_side_by_side() {
        let (a, b): (Vec<u8>, Vec<u8>) = ((0..90).collect(), (100..190).collect());
        let bodies = [&a[..], &b[1..], &a[2..], &b[3..]];
        assert_eq!(by_likeness(&bodies), [0, 2, 1, 3]);
        assert_eq!(by_likeness(&[]), [0; 0]);
    }

    /// Functions of different types that call each other: with a wrong number the module is invalid.
    #[test]
    fn a_module_in_another_order_is_the_same_program() {
        let types = [ValType::I32, ValType::I64, ValType::F32];
        let (mut signs, mut functions) = (TypeSection::new(), FunctionSection::new());
        let (mut exports, mut code) = (ExportSection::new(), CodeSection::new());
        for (i, sign) in (0..).zip(types) {
            signs.ty().function([sign], [sign]);
            functions.function(i);
            let mut body = Function::new([]);
            // Each calls itself, the last one most often.
            for _ in 0..=i {
                body.instructions().local_get(0).call(i).drop();
            }
            body.instructions().local_get(0).end();
            code.function(&body);
            exports.export(["a", "b", "c"][i as usize], ExportKind::Func, i);
        }
        let mut module = Module::new();
        module.section(&signs).section(&functions).section(&exports).section(&code);
        let module = module.finish();
        let sorted = sorted(&module).unwrap();
        Validator::new().validate_all(&sorted).unwrap();
        assert_ne!(sorted, module);
        assert_eq!(sorted.len(), module.len());
    }
}
