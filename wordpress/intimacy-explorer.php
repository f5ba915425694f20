<?php
/**
 * Plugin Name:       Intimacy Explorer
 * Description:       A private explorer and quiz about closeness for the site of a therapy practice. It sends no answer anywhere.
 * Version:           {version}
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The authors of intimacy-explorer
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       intimacy-explorer
 * Domain Path:       /languages
 *
 * @package IntimacyExplorer
 */

defined( 'ABSPATH' ) || exit;

define( 'INTIMACY_EXPLORER_VERSION', '{version}' );
define( 'INTIMACY_EXPLORER_FILE', __FILE__ );

require_once __DIR__ . '/includes/table.php';
require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/frame.php';
require_once __DIR__ . '/includes/render.php';
require_once __DIR__ . '/includes/block.php';
if ( is_admin() ) {
	require_once __DIR__ . '/includes/settings-page.php';
}

add_action(
	'init',
	static function () {
		load_plugin_textdomain( 'intimacy-explorer', false, dirname( plugin_basename( INTIMACY_EXPLORER_FILE ) ) . '/languages' );
	},
	0
);
