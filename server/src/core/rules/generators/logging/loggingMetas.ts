/** Descriptions of the logging generator's diagnostics. */
import type { RuleId, Severity } from '../../../diagnostic';
import type { RuleMeta } from '../../rule';

const noCode = 'The generator makes no code for the method.';

function meta(id: RuleId, name: string, title: string, defaultSeverity: Severity, why: string, whatToDo: string): RuleMeta {
  return { id, name, title, defaultSeverity, why, whatToDo, official: true };
}

/** In order of their ids. */
export const loggingMetas: readonly RuleMeta[] = [
  meta('SYSLIB1001', 'log-method-name', 'The name of a logging method begins with an underscore', 'error', noCode, 'Rename the method.'),
  meta('SYSLIB1002', 'log-level-in-template', 'The message of a logging method names the log level', 'warning', 'The level is part of each entry anyway.', 'Take it out of the message.'),
  meta('SYSLIB1003', 'log-parameter-name', 'The name of a logging method’s parameter begins with an underscore', 'error', 'Such names are those of the generated code.', 'Rename the parameter.'),
  meta('SYSLIB1006', 'log-event-id-repeated', 'Two logging methods of a class have the same event id', 'info', 'Their entries cannot be told apart by id.', 'Give each method an id of its own.'),
  meta('SYSLIB1007', 'log-method-returns', 'A logging method returns something', 'error', noCode, 'Let it return void.'),
  meta('SYSLIB1008', 'log-method-without-logger', 'A static logging method has no ILogger parameter', 'error', noCode, 'Add a parameter of type ILogger.'),
  meta('SYSLIB1009', 'log-method-not-static', 'A logging method with an ILogger parameter is not static', 'warning', 'It needs no instance.', 'Make it static.'),
  meta('SYSLIB1010', 'log-method-not-partial', 'A logging method is not partial', 'error', noCode, 'Make it partial, without a body.'),
  meta('SYSLIB1011', 'log-method-generic', 'A logging method is generic', 'error', noCode, 'Take values as object, or write one method for each type.'),
  meta('SYSLIB1012', 'log-message-qualifier', 'The message of a logging method begins with its level', 'warning', 'The level is part of each entry anyway.', 'Take it out of the message.'),
  meta('SYSLIB1013', 'log-exception-in-template', 'The message of a logging method names its exception', 'warning', 'The exception is part of the entry anyway.', 'Take it out of the message.'),
  meta('SYSLIB1014', 'log-template-without-argument', 'A template in a logging message has no parameter', 'error', 'The value is never there.', 'Add the parameter, or correct the name.'),
  meta('SYSLIB1015', 'log-argument-without-template', 'A parameter of a logging method is not in its message', 'warning', 'The value is not in the text.', 'Put the parameter into the message.'),
  meta('SYSLIB1016', 'log-method-body', 'A logging method has a body', 'error', 'The generator writes the body.', 'End the declaration with a semicolon.'),
  meta('SYSLIB1017', 'log-level-missing', 'A logging method has no log level', 'error', noCode, 'Give the level in the attribute or take it as parameter.'),
  meta('SYSLIB1018', 'log-logger-in-template', 'The message of a logging method names its logger', 'warning', 'The logger is no value to write.', 'Take it out of the message.'),
  meta('SYSLIB1019', 'log-without-field', 'A class with logging methods has no logger field', 'error', noCode, 'Add a field of type ILogger, or make the method static with an ILogger parameter.'),
  meta('SYSLIB1020', 'log-several-fields', 'A class with logging methods has several logger fields', 'error', noCode, 'Keep one field of type ILogger in the class and its bases, or make the method static with an ILogger parameter.'),
  meta('SYSLIB1022', 'log-message-malformed', 'Braces in the message of a logging method do not match', 'error', noCode, 'Close the brace, or double it to write it.'),
  meta('SYSLIB1024', 'log-out-parameter', 'A parameter of a logging method is an out parameter', 'error', noCode, 'Pass the value.'),
  meta('SYSLIB1025', 'log-event-name-repeated', 'Two logging methods of a class have the same event name', 'warning', 'Their entries cannot be told apart by name.', 'Give each method a name of its own.'),
  meta('SYSLIB1027', 'log-hidden-parameter', 'A field hides the logger of a primary constructor', 'info', 'The generator cannot use the parameter.', 'Rename the parameter or the field.'),
];
