<?php
/**
 * The settings of the site and of one block: reading them, and checking a value.
 *
 * The table of settings (includes/table.php) is generated from the table in the explorer's own source. The explorer
 * checks each value again; the check here lets the settings page report a value at once.
 *
 * @package IntimacyExplorer
 */

defined( 'ABSPATH' ) || exit;

/** The option in which the settings of a site are stored, as an array of strings. */
const INTIMACY_EXPLORER_OPTION = 'intimacy_explorer';

/** The longest value that the explorer reads, in bytes. */
const INTIMACY_EXPLORER_LONGEST = 500;

/**
 * The ways to put the explorer on a page, each with its label.
 *
 * @return array<string, string>
 */
function intimacy_explorer_ways() {
	return array(
		'frame'   => __( 'Sealed frame: the other scripts of this site cannot read the answers', 'intimacy-explorer' ),
		'element' => __( 'Part of the page: visitors can save their answers, and the other scripts of the page could read them', 'intimacy-explorer' ),
	);
}

/**
 * What visitors may be told for a way.
 *
 * @param string $way A way.
 * @return string
 */
function intimacy_explorer_privacy( $way ) {
	if ( 'element' === $way ) {
		return __( 'The explorer itself sends nothing. Other scripts on this page could see what you answer.', 'intimacy-explorer' );
	}
	return __( 'Nothing you answer is sent to us or to anyone else, and other scripts of this site cannot read it. It is gone when you leave the page, unless you save it to a file yourself.', 'intimacy-explorer' );
}

/**
 * Keeps the known settings of a list whose values are usable texts. An empty text means: not set.
 *
 * @param mixed $given Names and values.
 * @return array<string, string>
 */
function intimacy_explorer_known( $given ) {
	$kept = array();
	if ( ! is_array( $given ) ) {
		return $kept;
	}
	$names = array_merge( array( 'way' ), array_keys( intimacy_explorer_table() ) );
	foreach ( $names as $name ) {
		if ( ! isset( $given[ $name ] ) || ! is_scalar( $given[ $name ] ) ) {
			continue;
		}
		$value = trim( wp_check_invalid_utf8( (string) $given[ $name ] ) );
		if ( '' !== $value && strlen( $value ) <= INTIMACY_EXPLORER_LONGEST && ! preg_match( '/[\x00-\x1f\x7f]/', $value ) ) {
			$kept[ $name ] = $value;
		}
	}
	if ( isset( $kept['way'] ) && ! array_key_exists( $kept['way'], intimacy_explorer_ways() ) ) {
		unset( $kept['way'] );
	}
	return $kept;
}

/**
 * The settings of one block or shortcode. In what an author writes, WordPress stores `&` as `&amp;`.
 *
 * @param mixed $attributes Names and values.
 * @return array<string, string>
 */
function intimacy_explorer_own( $attributes ) {
	return array_map(
		static function ( $value ) {
			return wp_specialchars_decode( $value, ENT_QUOTES );
		},
		intimacy_explorer_known( $attributes )
	);
}

/**
 * The settings of the site.
 *
 * @return array<string, string>
 */
function intimacy_explorer_site_settings() {
	return intimacy_explorer_known( get_option( INTIMACY_EXPLORER_OPTION, array() ) );
}

/**
 * The places for own content, each with its label and what it is.
 *
 * @return array<string, string[]>
 */
function intimacy_explorer_places() {
	return array(
		'start'   => array( __( 'A welcome', 'intimacy-explorer' ), __( 'On the first screen and below the title. Two or three sentences.', 'intimacy-explorer' ) ),
		'support' => array( __( 'Who you are', 'intimacy-explorer' ), __( 'Below the help lines.', 'intimacy-explorer' ) ),
		'result'  => array( __( 'After the result', 'intimacy-explorer' ), __( 'Below every result, also below one that says that a talk with the other person may not be safe. So ask for nothing that needs the other person.', 'intimacy-explorer' ) ),
	);
}

/**
 * Keeps of own content what the explorer shows: text, headings, lists and links.
 *
 * @param mixed $given The content of each place.
 * @return array<string, string>
 */
function intimacy_explorer_own_content( $given ) {
	$tags = array_fill_keys( array( 'p', 'br', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'strong', 'em', 'b', 'i', 'blockquote' ), array() );
	// Without `target`, a link opens in place of the page.
	$tags['a'] = array( 'href' => array() );
	$kept      = array();
	foreach ( array_keys( intimacy_explorer_places() ) as $place ) {
		$text = is_array( $given ) && is_string( $given[ $place ] ?? null ) ? $given[ $place ] : '';
		$text = trim( wp_kses( wp_check_invalid_utf8( $text ), $tags, array( 'http', 'https', 'mailto', 'tel' ) ) );
		if ( '' !== $text ) {
			$kept[ $place ] = $text;
		}
	}
	return $kept;
}

/**
 * The own content of the site.
 *
 * @return array<string, string>
 */
function intimacy_explorer_site_content() {
	$option = get_option( INTIMACY_EXPLORER_OPTION, array() );
	return intimacy_explorer_own_content( is_array( $option ) ? $option['own'] ?? array() : array() );
}

/**
 * The own content of the site as children of the element.
 *
 * @return string
 */
function intimacy_explorer_children() {
	$children = '';
	foreach ( intimacy_explorer_site_content() as $place => $text ) {
		$children .= '<div slot="' . esc_attr( $place ) . '">' . wpautop( $text ) . '</div>';
	}
	return $children;
}

/**
 * Whether the explorer accepts a value of a setting.
 *
 * @param array<string, mixed> $setting A row of the table.
 * @param string               $value   A text that is not empty.
 * @return bool
 */
function intimacy_explorer_is_valid( $setting, $value ) {
	if ( strlen( $value ) > INTIMACY_EXPLORER_LONGEST || preg_match( '/[\x00-\x1f\x7f]/', $value ) ) {
		return false;
	}
	switch ( $setting['kind'] ) {
		case 'country':
			return (bool) preg_match( '/^[A-Za-z]{2}$/', $value );
		case 'line':
			return strlen( $value ) <= $setting['longest'];
		case 'link':
			if ( preg_match( '#[\s\\\\]|^//#', $value ) ) {
				return false;
			}
			return preg_match( '#^(https://|mailto:|tel:).#i', $value ) || ! preg_match( '#^[^/?\#]*:#', $value );
		case 'help-lines':
			foreach ( array_filter( array_map( 'trim', explode( ';', $value ) ) ) as $line ) {
				if ( ! preg_match( '#^[^:]+:\s*\+?[0-9 ().\-/]*$#', $line ) || ! preg_match( '/(?:[0-9].*){2}/', $line ) ) {
					return false;
				}
			}
			return true;
		case 'subjects':
			return ! array_diff( array_filter( explode( ' ', $value ) ), wp_list_pluck( $setting['ids'], 'id' ) );
		case 'exit':
			return (bool) preg_match( '#^https://([a-z0-9_-]+\.)*[a-z][a-z0-9_-]*(:\d{1,5})?([/?\#][!-\[\]-~]*)?$#i', $value );
		case 'choice':
			return in_array( $value, $setting['choices'], true );
		case 'name':
			return strlen( $value ) <= $setting['longest'] && preg_match( '/^[a-z0-9-]+$/', $value );
		case 'digit':
			return (bool) preg_match( '/^[' . $setting['from'] . '-' . $setting['to'] . ']$/', $value );
		default:
			return true;
	}
}
