//! Turns a table of allowed calls into a filter for the kernel.

use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, sock_filter,
};
use std::{collections::BTreeMap, error::Error, fmt};

/// A system call that is allowed.
#[derive(Clone, Copy, Debug)]
pub struct Allowed {
    /// Its number.
    pub call: i64,
    /// Conditions on its arguments.
    pub arguments: &'static [Argument],
    /// Why it is needed.
    pub reason: &'static str,
}

/// A condition on an argument, which is given by its index.
#[derive(Clone, Copy, Debug)]
pub enum Argument {
    /// It equals this number.
    Is(u8, u64),
    /// Masked with the second number, it equals the third.
    Bits(u8, u64, u64),
    /// It is the id of the process itself.
    ThisProcess(u8),
}

/// A call that is allowed with any arguments.
pub(crate) const fn allow(call: i64, reason: &'static str) -> Allowed {
    allow_if(call, &[], reason)
}

/// A call that is allowed if all conditions on its arguments are met.
pub(crate) const fn allow_if(
    call: i64,
    arguments: &'static [Argument],
    reason: &'static str,
) -> Allowed {
    Allowed {
        call,
        arguments,
        reason,
    }
}

/// A filter that refuses all calls that are not allowed.
#[derive(Debug)]
pub struct Filter(BpfProgram);

/// Why a filter cannot be made or applied.
#[derive(Debug)]
pub struct Unavailable(Box<dyn Error + Send + Sync>);

impl fmt::Display for Unavailable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "this system does not support filters of system calls: {}",
            self.0
        )
    }
}

impl Error for Unavailable {}

impl Unavailable {
    fn because(error: impl Error + Send + Sync + 'static) -> Self {
        Self(error.into())
    }
}

impl Filter {
    /// A filter that allows these calls. All others fail with the error number `refusal`.
    pub(crate) fn new<'a>(
        allowed: impl IntoIterator<Item = &'a Allowed>,
        refusal: i32,
    ) -> Result<Self, Unavailable> {
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
        for Allowed {
            call, arguments, ..
        } in allowed
        {
            let rules = rules.entry(*call).or_default();
            if !arguments.is_empty() {
                let conditions = arguments
                    .iter()
                    .map(condition)
                    .collect::<Result<_, _>>()
                    .map_err(Unavailable::because)?;
                rules.push(SeccompRule::new(conditions).map_err(Unavailable::because)?);
            }
        }
        let filter = SeccompFilter::new(
            rules,
            SeccompAction::Errno(refusal.unsigned_abs()),
            SeccompAction::Allow,
            std::env::consts::ARCH
                .try_into()
                .map_err(Unavailable::because)?,
        )
        .map_err(Unavailable::because)?;
        let mut program = without_clone3();
        program.extend(BpfProgram::try_from(filter).map_err(Unavailable::because)?);
        Ok(Self(program))
    }

    /// Applies the filter to the calling thread and everything that it starts.
    ///
    /// # Errors
    /// Fails if the kernel does not support such filters.
    pub fn apply(&self) -> Result<(), Unavailable> {
        seccompiler::apply_filter(&self.0).map_err(Unavailable::because)
    }
}

fn condition(argument: &Argument) -> Result<SeccompCondition, BackendError> {
    let (index, operation, value) = match *argument {
        Argument::Is(index, value) => (index, SeccompCmpOp::Eq, value),
        Argument::Bits(index, mask, value) => (index, SeccompCmpOp::MaskedEq(mask), value),
        Argument::ThisProcess(index) => (index, SeccompCmpOp::Eq, std::process::id().into()),
    };
    SeccompCondition::new(index, SeccompCmpArgLen::Qword, operation, value)
}

/// A filter that answers `clone3` with `ENOSYS`. Its flags are in memory, which a filter cannot read. The C library
/// then falls back to `clone`, which it would not do after `EPERM`.
fn without_clone3() -> BpfProgram {
    let instruction = |code: u32, jt, jf, k: u32| sock_filter {
        code: code as u16,
        jt,
        jf,
        k,
    };
    // The call's number is at offset 0 of the filter's input.
    vec![
        instruction(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0, 0),
        instruction(
            libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K,
            0,
            1,
            libc::SYS_clone3 as u32,
        ),
        instruction(
            libc::BPF_RET | libc::BPF_K,
            0,
            0,
            libc::SECCOMP_RET_ERRNO | libc::ENOSYS as u32,
        ),
    ]
}
